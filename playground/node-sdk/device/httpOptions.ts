import * as oauth from 'oauth4webapi'

type RequestBody = oauth.ProtectedResourceRequestBody

/** Options of each request to a key endpoint. */
export function httpOptions(fetch: typeof globalThis.fetch = globalThis.fetch) {
  return {
    // A playground is on loopback. Whoever passes another HTTP URL has chosen to.
    [oauth.allowInsecureRequests]: true,
    [oauth.customFetch]: (url: string, { body, ...request }: oauth.CustomFetchOptions<string, RequestBody>) =>
      fetch(url, { ...request, ...(body != null && { body }) }),
    signal: () => AbortSignal.timeout(30_000),
  } as const
}
