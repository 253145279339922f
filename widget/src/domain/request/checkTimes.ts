import { OpenKeyError } from '@openkey/protocol'
import { type Account, parseTimestamp, type SiweMessage } from '@openkey/protocol/siwe'
import type { DeploymentConfig } from '../config/deploymentConfig.ts'
import type { SignRequest } from './signRequest.ts'

/** Maximum time that a client's clock may be ahead of this device's, in milliseconds. */
const maxSkewMs = 5 * 60_000
/** Minimum remaining lifetime of a usable session, in milliseconds. */
const minRemainingMs = 5_000
/** Maximum age of a message without an expiry, in milliseconds. */
const maxOpenEndedAgeMs = 10 * 60_000

/**
 * S5: the message is valid at `now` (milliseconds since the epoch), and not for longer than the deployment allows.
 * @throws {OpenKeyError} `siwe_not_yet_valid`, `siwe_expired`, `siwe_lifetime_exceeded`
 */
export function checkTimes(
  request: SignRequest,
  { now, config }: { readonly now: number; readonly config: Pick<DeploymentConfig, 'maxSessionLifetimeMs'> },
): void {
  const { siwe, expiresAt } = request
  const issuedAt = parseTimestamp(siwe.issuedAt)
  if (issuedAt > now + maxSkewMs) throw notYetValid('Issued At', siwe.issuedAt)
  if (siwe.notBefore !== undefined && parseTimestamp(siwe.notBefore) > now + maxSkewMs) {
    throw notYetValid('Not Before', siwe.notBefore)
  }
  if (expiresAt === undefined) {
    checkOpenEnded(request, now - issuedAt)
    return
  }
  if (expiresAt < now + minRemainingMs) throw expired('Expiration Time', siwe.expirationTime)
  // A client whose clock runs ahead counts from its own time, which the skew bounds.
  if (expiresAt - Math.max(now, issuedAt) > config.maxSessionLifetimeMs) throw lifetimeExceeded(siwe.expirationTime)
}

function checkOpenEnded({ siwe, kind, capabilities }: SignRequest, ageMs: number): void {
  const isGrant = kind !== 'plain' && kind !== 'revocation'
  if (!isGrant && ageMs > maxOpenEndedAgeMs) throw expired('Issued At', siwe.issuedAt)
  if (kind === 'session' || kind === 'user') throw lifetimeExceeded(undefined)
  // Hosting of somebody else's space must end; hosting of the account's own may last.
  if (capabilities.some(({ space, orbit }) => !isOwnedBy(siwe, space ?? orbit))) throw lifetimeExceeded(undefined)
}

function isOwnedBy({ address, chainId }: SiweMessage, owner: Account | undefined): boolean {
  return owner?.address === address && owner.chainId === chainId
}

function notYetValid(field: string, received: string): OpenKeyError {
  return new OpenKeyError('siwe_not_yet_valid', `The message's ${field} is ahead of this device's clock.`, {
    details: { field, received },
  })
}

function expired(field: string, received: string | undefined): OpenKeyError {
  return new OpenKeyError('siwe_expired', `The message is too old to be signed: ${field} has passed.`, {
    details: { field, ...(received !== undefined && { received }) },
  })
}

function lifetimeExceeded(received: string | undefined): OpenKeyError {
  const problem = received === undefined ? 'has no Expiration Time' : 'asks for more time than this deployment grants'
  return new OpenKeyError('siwe_lifetime_exceeded', `The message ${problem}.`, {
    details: { field: 'Expiration Time', ...(received !== undefined && { received }) },
  })
}
