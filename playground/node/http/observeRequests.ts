import { createRequestId } from '../../shared/observability/createRequestId.ts'
import { errorResponse } from '../errors/errorResponse.ts'
import type { NodeErrorCode } from '../errors/nodeError.ts'

/** A request in a log. It names no path, because paths contain ids. */
export type RequestInfo = { readonly requestId: string; readonly method: string; readonly route: string }

export type ResponseReport = RequestInfo & {
  readonly status: number
  readonly durationMs: number
  /** Code of the error that was returned. */
  readonly refusal?: NodeErrorCode | undefined
}

export type RequestObserver = {
  /** Handles a request and reports its response, which carries the id of the request. */
  run(request: Request, handle: () => Promise<Response>): Promise<Response>
  /** Converts the error of a request to a response, and reports an unexpected one. */
  refuse(error: unknown, request: Request): Response
}

/** First segments of all routes. */
const routes =
  /^\/(?:info|version|healthz|livez|readyz|peer|delegate|revoke|delegation\/(?:query|status)|invoke|encryption|\.well-known)(?=\/|$)/

export function createRequestObserver({
  onResponse,
  onError,
}: {
  readonly onResponse: (report: ResponseReport) => void
  readonly onError: (error: unknown, request?: RequestInfo) => void
}): RequestObserver {
  const running = new WeakMap<Request, RequestInfo & { refusal?: NodeErrorCode }>()
  return {
    async run(request, handle) {
      const [route = 'unmatched'] = routes.exec(new URL(request.url).pathname) ?? []
      const info = { requestId: createRequestId(), method: request.method, route }
      running.set(request, info)
      const startedMs = performance.now()
      const response = await handle()
      response.headers.set('TinyCloud-Trace-Id', info.requestId)
      onResponse({ ...info, status: response.status, durationMs: performance.now() - startedMs })
      return response
    },
    refuse(error, request) {
      const info = running.get(request)
      return errorResponse(
        error,
        (cause) => onError(cause, info),
        (code) => {
          if (info) info.refusal = code
        },
      )
    },
  }
}
