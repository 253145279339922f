/**
 * Where sessions are kept: text by key. Asynchronous, so that a file or a database fits too.
 * A store that is blocked rejects; it never pretends to have stored.
 */
export type SessionStorage = {
  get(key: string): Promise<string | undefined>
  set(key: string, text: string): Promise<void>
  remove(key: string): Promise<void>
}
