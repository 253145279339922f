/** How a signature is given up while the dialog, which is modal, covers the page. */
export type SignLimits = { readonly timeoutMs: number; readonly abortAfterMs: number | undefined }

/** What a person can do on the page. None of them rejects: failures become events. */
export type AppActions = {
  /** Looks for a stored session, without asking anybody. */
  restore(): Promise<void>
  signIn(): Promise<void>
  signOut(): Promise<void>
  put(key: string, value: string): Promise<void>
  get(key: string): Promise<void>
  list(): Promise<void>
  remove(key: string): Promise<void>
  /** Asks for one signature over any text. */
  signMessage(message: string, limits: SignLimits): Promise<void>
  ping(): Promise<void>
  /** Takes back the account's approval of this app. */
  disconnect(): Promise<void>
}
