import { OpenKeyError } from '../../errors/openKeyError.ts'
import { fromLowercase } from '../identifiers/address.ts'
import { parseKeyDid } from '../identifiers/keyDid.ts'
import { type Account, parsePkhDid, writePkhDid } from '../identifiers/pkhDid.ts'
import type { SiweMessage } from './siweMessage.ts'

/**
 * The recipient of a ReCap's capabilities: the key of a session or of a node's peer, or another user's account. `did`
 * has no fragment, and its address the EIP-55 spelling.
 */
export type Recipient =
  | { readonly kind: 'key'; readonly did: string }
  | { readonly kind: 'user'; readonly did: string; readonly account: Account }

/**
 * Reads who receives what a message with a ReCap delegates, from its URI: an Ed25519 did:key, with its own key as
 * fragment or with none; or the did:pkh of another account, whose address is in its EIP-55 spelling or all lowercase.
 *
 * A URL names no key. EIP-5573 leaves it to the service to authenticate the party behind one. No TinyCloud node does
 * that, so it would be unclear who may use such a grant.
 * @throws {OpenKeyError} `siwe_uri_mismatch`
 */
export function readRecipient({ uri, address, chainId }: Pick<SiweMessage, 'uri' | 'address' | 'chainId'>): Recipient {
  const recipient = parseRecipient(uri)
  if (recipient.kind === 'user' && recipient.did === `did:pkh:eip155:${chainId}:${address}`) {
    throw uriMismatch(uri, 'A ReCap is for somebody else than the account that signs it.')
  }
  return recipient
}

function parseRecipient(uri: string): Recipient {
  try {
    if (uri.startsWith('did:pkh:')) {
      const account = parsePkhDid(uri.replace(/0x[0-9a-fA-F]{40}$/, fromLowercase))
      return { kind: 'user', did: writePkhDid(account), account }
    }
    parseKeyDid(uri)
    return { kind: 'key', did: uri.replace(/#.*$/, '') }
  } catch (cause) {
    throw uriMismatch(
      uri,
      'A ReCap is for the did:key of a session or a node, or for the did:pkh of another user.',
      cause,
    )
  }
}

function uriMismatch(uri: string, why: string, cause?: unknown): OpenKeyError<'siwe_uri_mismatch'> {
  return new OpenKeyError('siwe_uri_mismatch', why, { details: { field: 'URI', received: uri.slice(0, 256) }, cause })
}
