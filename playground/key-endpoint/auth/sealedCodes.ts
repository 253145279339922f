import { randomBytes } from 'node:crypto'
import { seal, unseal } from '../sealing/seal.ts'
import type { AcceptedSecrets } from '../sealing/secrets.ts'

const contextBytes = 32
const placeOf = (context: Uint8Array) => ({ context, id: 'code', subject: 'code' })

/** Seals pending e-mail codes for storage, so that a reader of the database cannot use them. */
export function createSealedCodes(secrets: AcceptedSecrets) {
  return {
    async encrypt(code: string): Promise<string> {
      const context = randomBytes(contextBytes)
      return Buffer.concat([context, seal(secrets[0], placeOf(context), Buffer.from(code))]).toString('base64url')
    },
    /** Empty, which matches no code, when it was stored under a secret that is no longer accepted. */
    async decrypt(stored: string): Promise<string> {
      const bytes = Buffer.from(stored, 'base64url')
      const [context, sealed] = [bytes.subarray(0, contextBytes), bytes.subarray(contextBytes)]
      for (const secret of secrets) {
        try {
          return unseal(secret, placeOf(context), sealed).toString()
        } catch {}
      }
      return ''
    },
  }
}
