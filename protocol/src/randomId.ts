/** An unguessable ID for `requestId`, `instance` and `channel`. Requires a secure context. */
export function randomId(): string {
  return crypto.randomUUID()
}
