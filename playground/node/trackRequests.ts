import { errorResponse } from './errors/errorResponse.ts'
import { NodeError } from './errors/nodeError.ts'

type Fetch = (request: Request) => Promise<Response>

/** Counts requests under way, so that nothing is closed beneath one. */
export function trackRequests(fetch: Fetch): { readonly fetch: Fetch; drain(): Promise<void> } {
  const running = new Set<Promise<Response>>()
  let isDraining = false
  return {
    fetch(request) {
      if (isDraining) return Promise.resolve(errorResponse(new NodeError('closed'), () => undefined))
      const response = fetch(request).finally(() => running.delete(response))
      running.add(response)
      return response
    },
    async drain() {
      isDraining = true
      await Promise.allSettled(running)
    },
  }
}
