import type { Capability } from '@openkey/protocol/siwe'
import { messageDigest } from '../messageDigest.ts'

export type Grant = {
  /** Something in it must be read before it is approved. */
  readonly isSensitive: boolean
  /**
   * Two requests with one digest grant the same sensitive things, on behalf of the same account, for as long or as
   * short: whoever approved one has read the other. Session key, nonce and times are not part of it.
   */
  readonly digest: string
}

export type GrantContents = {
  readonly account: string
  readonly sensitive: readonly Capability[]
  readonly proofs: readonly string[]
  readonly resources: readonly string[]
  readonly isLong: boolean
}

/** Says what is at stake in a request, and by what a repetition of it is known. */
export function describeGrant({ account, sensitive, proofs, resources, isLong }: GrantContents): Grant {
  const lines = sensitive.map(({ resource, ability, caveats }) => JSON.stringify([resource, ability, caveats]))
  const contents = [account, lines.sort(), [...proofs].sort(), [...resources].sort(), isLong]
  return {
    isSensitive: lines.length + proofs.length + resources.length > 0,
    digest: messageDigest(JSON.stringify(contents)),
  }
}
