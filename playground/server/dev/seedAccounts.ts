import { createHash } from 'node:crypto'
import type { KeyEndpoint } from '../../key-endpoint/index.ts'

export type SeededAccount = { readonly email: string; readonly address: string }

/**
 * Creates one account for each email address. Its key is derived from the address, so that every run has the same
 * accounts. Everybody can derive these keys: they are for tests only.
 */
export async function seedAccounts(
  { importKey }: Pick<KeyEndpoint, 'importKey'>,
  emails: readonly string[],
): Promise<readonly SeededAccount[]> {
  const accounts: SeededAccount[] = []
  for (const email of new Set(emails)) {
    const privateKey = createHash('sha256').update(`openkey-dev account ${email.toLowerCase()}`).digest()
    const { address } = await importKey({ email, privateKey })
    accounts.push({ email, address })
  }
  return accounts
}
