import type { FetchHandler } from './bindPort.ts'

/**
 * Responds with 421 to requests for other hostnames. This prevents DNS rebinding: without it, a page whose domain resolves
 * to 127.0.0.1 could read every response of a development server, including the inbox.
 */
export function restrictHostnames(handler: FetchHandler, hostname: string): FetchHandler {
  const allowed = new Set([hostname, 'localhost', '127.0.0.1', '[::1]'])
  return (request, from) =>
    allowed.has(new URL(request.url).hostname)
      ? handler(request, from)
      : new Response('This server does not serve that hostname.\n', { status: 421 })
}
