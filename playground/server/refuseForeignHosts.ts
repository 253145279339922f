import type { FetchHandler } from './fetchHandler.ts'

/**
 * Answers only to names of its own. A page elsewhere can point a name of its own at 127.0.0.1; without this check the
 * browser would let it read what a development server answers, the inbox included.
 */
export function refuseForeignHosts(handler: FetchHandler, hostname: string): FetchHandler {
  const ours = new Set([hostname, 'localhost', '127.0.0.1', '[::1]'])
  return (request, from) =>
    ours.has(new URL(request.url).hostname)
      ? handler(request, from)
      : new Response('This server does not answer to that name.\n', { status: 421 })
}
