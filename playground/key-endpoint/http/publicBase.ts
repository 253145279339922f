export type PublicBase = {
  readonly origin: string
  /** Path below which the endpoint is reached, without a slash at its end; empty at the root of its origin. */
  readonly path: string
  /** Path of one of our routes, whether or not the proxy in front has taken the base path away. */
  readonly routePath: (pathname: string) => string
}

/** First segments of our routes. A proxied path that does not go on with one of them is a route already. */
const routes = /^\/(?:api\/|(?:health|inbox|inbox\.json|inbox\.css)$)/

/** Where the endpoint is reached: at the root of an origin, or below a path of its proxy. */
export function readPublicBase(publicUrl: string): PublicBase {
  const { origin, pathname } = new URL(publicUrl)
  const path = pathname.replace(/\/+$/, '')
  return {
    origin,
    path,
    routePath(pathname) {
      const rest = pathname.startsWith(`${path}/`) ? pathname.slice(path.length) : pathname
      return routes.test(rest) ? rest : pathname
    },
  }
}
