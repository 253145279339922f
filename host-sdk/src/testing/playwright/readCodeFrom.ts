/** Returns the newest code that was mailed to an address. */
export type ReadCode = (email: string) => Promise<string>

/**
 * Reads sign-in codes from the development inbox of a key endpoint.
 * @param inboxUrl as `openkey-dev` prints it, for example `http://127.0.0.1:5175/inbox`
 * @throws if no code was mailed to the address
 * @example
 * await user.signInByEmail('ada@example.com', readCodeFrom(inboxUrl))
 */
export function readCodeFrom(inboxUrl: string): ReadCode {
  return async (email) => {
    const response = await fetch(`${inboxUrl}.json?to=${encodeURIComponent(email)}`)
    const { letters }: { readonly letters: readonly { readonly text: string }[] } = await response.json()
    const code = letters[0]?.text.match(/\b\d{6}\b/)?.[0]
    if (code === undefined) throw new Error(`No code was mailed to ${email}.`)
    return code
  }
}
