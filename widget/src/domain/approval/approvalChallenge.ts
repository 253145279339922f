import { toBase64url } from '../toBase64url.ts'

/**
 * Challenge of the passkey assertion that approves exactly this message, base64url:
 * SHA-256(`"openkey-sign-v1"` ‖ 0x00 ‖ UTF-8 bytes of the message). The prefix keeps it apart from every other use of a
 * challenge.
 */
export async function approvalChallenge(message: string): Promise<string> {
  const committed = new TextEncoder().encode(`openkey-sign-v1\0${message}`)
  return toBase64url(await crypto.subtle.digest('SHA-256', committed))
}
