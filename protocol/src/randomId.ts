/** An id nobody can guess, as `requestId`, `instance` and `channel` want it. Needs a secure context. */
export function randomId(): string {
  return crypto.randomUUID()
}
