import { once } from 'node:events'
import { createServer, type RequestListener } from 'node:http'
import type { AddressInfo } from 'node:net'
import { Auth, type AuthConfig } from '@auth/core'
import { getRequestListener } from '@hono/node-server'

type Handler = (request: Request) => Promise<Response>

/** Creates the listener of each recipe. Those of Next.js call the same functions as Next.js does. */
const listeners = {
  async express(): Promise<RequestListener> {
    const { app }: { readonly app: RequestListener } = await import(modulePath('express.mjs'))
    return app
  },
  async form(): Promise<RequestListener> {
    const { app }: { readonly app: RequestListener } = await import(modulePath('form.mjs'))
    return app
  },
  async next(): Promise<RequestListener> {
    const { GET }: { readonly GET: Handler } = await import(modulePath('next/app/siwe/nonce/route.js'))
    const { POST }: { readonly POST: Handler } = await import(modulePath('next/app/siwe/verify/route.js'))
    return listen((request) => (request.url.endsWith('/siwe/nonce') ? GET(request) : POST(request)))
  },
  async nextAuth(): Promise<RequestListener> {
    const { authOptions }: { readonly authOptions: Omit<AuthConfig, 'raw'> } = await import(
      modulePath('next/authOptions.js')
    )
    // What NextAuth adds for Next: where its routes are, and the URL that browsers use.
    const config = { ...authOptions, basePath: '/api/auth', trustHost: true, logger: { error: () => {} } }
    return listen((request) => {
      const { pathname, search } = new URL(request.url)
      return Auth(new Request(new URL(pathname + search, process.env.NEXTAUTH_URL), request), config)
    })
  },
}

/** Leaves the global `Request` and `Response` as they are, because other tests share them. */
function listen(handle: Handler): RequestListener {
  return getRequestListener(handle, { overrideGlobalObjects: false })
}

/** The recipes read the environment when they load, so each server loads its own copy. */
let copies = 0
function modulePath(file: string): string {
  copies += 1
  return `${new URL(file, import.meta.url).pathname}?copy=${copies}`
}

export type RecipeName = keyof typeof listeners

export type RunningRecipe = { readonly origin: string; readonly stop: () => Promise<void> }

export type ServeRecipeOptions = {
  /** Origin that browsers show, if a proxy in front of the server ends TLS. @default the origin of the server */
  readonly pageOrigin?: string | undefined
  /** HTML of the page at `/`, for recipes that have none. */
  readonly page?: string
}

/** Serves a recipe on a free port. */
export async function serveRecipe(
  name: RecipeName,
  { pageOrigin, page }: ServeRecipeOptions = {},
): Promise<RunningRecipe> {
  const server = createServer().listen(0, '127.0.0.1')
  await once(server, 'listening')
  const origin = `http://localhost:${(server.address() as AddressInfo).port}`
  const secret = 'a secret of the tests, 32 characters'
  const url = pageOrigin ?? origin
  Object.assign(process.env, { ORIGIN: url, SESSION_SECRET: secret, NEXTAUTH_URL: url, NEXTAUTH_SECRET: secret })
  const listener = await listeners[name]()
  server.on('request', (request, response) => {
    if (page === undefined || request.url !== '/') return listener(request, response)
    response.setHeader('content-type', 'text/html; charset=utf-8').end(page)
  })
  return {
    origin,
    async stop() {
      server.closeAllConnections()
      server.close()
      await once(server, 'close')
    },
  }
}
