import { type Account, formatSpaceId } from '@openkey/protocol/siwe'
import { TinyCloudError } from '../tinyCloudError.ts'

/** @throws {TinyCloudError} `name_invalid` for what cannot be the name of a space */
export function ownSpaceId(account: Account, name: string): string {
  try {
    return formatSpaceId({ ...account, name })
  } catch (cause) {
    throw new TinyCloudError('name_invalid', `“${name}” cannot name a space.`, { cause })
  }
}
