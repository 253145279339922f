export type PublicBase = {
  readonly origin: string
  /** Path under which the endpoint is published, without a trailing slash; empty at the root of its origin. */
  readonly path: string
  /** Returns the path of a route, whether or not a proxy has removed the base path. */
  readonly routePath: (pathname: string) => string
}

/** Matches the paths of all routes. A path under the base path that does not match is already the path of a route. */
const routes = /^\/(?:api\/|(?:health|livez|readyz|inbox|inbox\.json|inbox\.css)$)/

/** Splits the public URL of the endpoint into its origin and the path that a proxy may put in front of the routes. */
export function readPublicBase(publicUrl: string): PublicBase {
  const { origin, pathname } = new URL(publicUrl)
  const path = pathname.replace(/\/+$/, '')
  return {
    origin,
    path,
    routePath(pathname) {
      const rest = pathname.startsWith(`${path}/`) ? pathname.slice(path.length) : pathname
      // nginx with `location /keys { proxy_pass http://endpoint/; }` forwards `/keys/api/…` as `//api/…`.
      const route = path === '' ? rest : rest.replace(/^\/\//, '/')
      return routes.test(route) ? route : pathname
    },
  }
}
