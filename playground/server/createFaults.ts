import { Hono } from 'hono'
import * as z from 'zod'
import { requireOwnPage } from '../siwe-server/requireOwnPage.ts'
import type { FetchHandler } from './bindPort.ts'

/** Faults that the page can switch on, one at a time. */
const faultNames = ['endpoint-401', 'endpoint-429', 'endpoint-500', 'bootstrap-fails', 'bootstrap-off'] as const

export type FaultName = (typeof faultNames)[number]

/** Time after which a fault ends by itself, in milliseconds, so that a forgotten fault does not stay. */
const maxFaultMs = 120_000

const signPath = /^\/api\/keys\/[^/]+\/sign$/

export type Faults = {
  /** `PUT /` with `{"fault": name}`, or `null` to end it. @param domain host and port of the page that may do so */
  readonly routes: (domain: string) => Hono
  /** Lets requests for a signature fail, after the preflight. */
  readonly breakKeyEndpoint: (handler: FetchHandler, widgetOrigin: string) => FetchHandler
  /** Whether the key endpoint creates no accounts. */
  readonly isBootstrapOff: () => boolean
  /** Lets requests of the key endpoint fail. Unlike those of pages, they have no `Origin`. */
  readonly breakNode: (handler: FetchHandler) => FetchHandler
}

/** Creates the faults of one playground. For development only: whoever has the page can switch them on. */
export function createFaults(now: () => number = Date.now): Faults {
  let active: { readonly name: FaultName; readonly endsAt: number } | undefined
  const is = (name: string) => active?.name === name && now() < active.endsAt

  return {
    routes: (domain) =>
      new Hono().use(requireOwnPage(domain)).put('/', async (context) => {
        const { data } = z.object({ fault: z.enum(faultNames).nullable() }).safeParse(await readJson(context.req.raw))
        if (data === undefined) return context.text(`Send {"fault": …}: ${faultNames.join(', ')} or null.\n`, 400)
        active = data.fault === null ? undefined : { name: data.fault, endsAt: now() + maxFaultMs }
        return context.body(null, 204)
      }),
    breakKeyEndpoint: (handler, widgetOrigin) => (request, from) => {
      const isSigning = request.method === 'POST' && signPath.test(new URL(request.url).pathname)
      const status = isSigning ? [401, 429, 500].find((code) => is(`endpoint-${code}`)) : undefined
      if (status === undefined) return handler(request, from)
      const headers = {
        'access-control-allow-origin': widgetOrigin,
        'access-control-expose-headers': 'retry-after',
        ...(status === 429 && { 'retry-after': '5' }),
      }
      return Response.json({ error: 'A fault of the playground.' }, { status, headers })
    },
    isBootstrapOff: () => is('bootstrap-off'),
    breakNode: (handler) => (request, from) =>
      is('bootstrap-fails') && !request.headers.has('origin')
        ? new Response('A fault of the playground.\n', { status: 503 })
        : handler(request, from),
  }
}

async function readJson(request: Request): Promise<unknown> {
  return request.json().catch(() => undefined)
}
