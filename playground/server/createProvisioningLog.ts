import { Hono } from 'hono'
import { nameNodeCall } from '../shared/nameNodeCall.ts'
import { requireOwnPage } from '../siwe-server/requireOwnPage.ts'
import type { FetchHandler } from './bindPort.ts'

/** One request of the key endpoint to the node. */
export type ProvisioningRequest = {
  /** For example `host default`. */
  readonly name: string
  /** Milliseconds since the epoch. */
  readonly at: number
  readonly durationMs: number
}

export type ProvisioningLog = {
  /** Remembers the requests of the key endpoint. Unlike those of pages, they have no `Origin`. */
  readonly watch: (handler: FetchHandler) => FetchHandler
  /** `GET /?address=0x…`: the requests for an account, oldest first. @param domain of the page that may read them */
  readonly routes: (domain: string) => Hono
}

/** Maximum number of requests that are remembered. */
const maxRequests = 2_000

/** Shows a page of the playground how the key endpoint creates an account. */
export function createProvisioningLog(now: () => number = Date.now): ProvisioningLog {
  const requests: (ProvisioningRequest & { readonly address: string })[] = []
  return {
    watch: (handler) => async (request, from) => {
      if (request.headers.has('origin')) return handler(request, from)
      const at = now()
      const named = await nameRequest(request.clone())
      const response = await handler(request, from)
      if (named) requests.push({ ...named, at, durationMs: now() - at })
      requests.splice(0, requests.length - maxRequests)
      return response
    },
    routes: (domain) =>
      new Hono().use(requireOwnPage(domain)).get('/', (context) => {
        const wanted = context.req.query('address')?.toLowerCase()
        const found = requests.filter(({ address }) => address.toLowerCase() === wanted)
        return context.json(found.map(({ name, at, durationMs }) => ({ name, at, durationMs })))
      }),
  }
}

/** @returns `undefined` for a request that concerns no account, or that cannot be read */
async function nameRequest(request: Request): Promise<{ readonly name: string; readonly address: string } | undefined> {
  try {
    const { name, address } = nameNodeCall({
      method: request.method,
      path: new URL(request.url).pathname,
      authorization: request.headers.get('authorization') ?? '',
      body: await request.text(),
    })
    return address === undefined ? undefined : { name, address }
  } catch {
    return undefined
  }
}
