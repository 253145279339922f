import { OpenKeyError } from '../../errors/openKeyError.ts'
import { isBase32Cid, isBase58Cid } from '../identifiers/multibaseCid.ts'
import type { SiweMessage } from './siweMessage.ts'

/**
 * Reads which delegation a message revokes: its URI is `ucan:<cid>`. Nodes read nothing else of it than the account
 * that signs and its times. So it has no resources, except the same CID once more as `urn:cid:<cid>`: whatever else
 * stood there would be signed without an effect that OpenKey could name.
 * @returns The CID, in base32 or base58btc; `undefined` for a message that revokes nothing
 * @throws {OpenKeyError} `siwe_uri_mismatch` for anything but a CID; `siwe_malformed`, field `Resources`
 */
export function readRevokedDelegation({ uri, resources = [] }: SiweMessage): string | undefined {
  if (!uri.startsWith('ucan:')) return undefined
  const cid = uri.slice('ucan:'.length)
  if (!isBase58Cid(cid) && !isBase32Cid(cid)) {
    throw new OpenKeyError(
      'siwe_uri_mismatch',
      'The URI of a revocation must be ucan:<CID>, with the CID of the delegation.',
      {
        details: { field: 'URI', expected: 'ucan:<CID>', received: uri.slice(0, 256) },
      },
    )
  }
  if (resources.length > 1 || resources.some((resource) => resource !== `urn:cid:${cid}`)) {
    throw new OpenKeyError('siwe_malformed', 'The only resource of a revocation may be the delegation that it ends.', {
      details: { field: 'Resources', expected: `urn:cid:${cid}` },
    })
  }
  return cid
}
