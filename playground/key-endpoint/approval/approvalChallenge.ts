import { createHash } from 'node:crypto'

/**
 * Challenge of the passkey assertion that approves this message, base64url:
 * SHA-256(`"openkey-sign-v1"` ‖ 0x00 ‖ message bytes). The prefix keeps it apart from every other use of a challenge.
 */
export function approvalChallenge(message: string): string {
  return createHash('sha256').update('openkey-sign-v1\0').update(message).digest('base64url')
}
