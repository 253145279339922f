import { type Account, formatSpaceId, parseSpaceId } from '@openkey/protocol/siwe'
import { TinyCloudError } from '../tinyCloudError.ts'

/** @throws {TinyCloudError} `name_invalid` for what cannot be the name of a space */
export function ownSpaceId(account: Account, name: string): string {
  const id = formatSpaceId({ ...account, name })
  try {
    parseSpaceId(id)
    return id
  } catch (cause) {
    throw new TinyCloudError('name_invalid', `“${name}” cannot name a space.`, { cause })
  }
}
