/** Options of every request: no cookies, cache, redirects or referrer. */
export const plainRequest = {
  credentials: 'omit',
  cache: 'no-store',
  redirect: 'error',
  referrerPolicy: 'no-referrer',
} as const satisfies RequestInit
