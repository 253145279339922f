import { createHmac } from 'node:crypto'
import type { WallClock } from '@openkey/protocol'
import type { ReplayGuard } from '../database/replayGuard.ts'
import { HttpError } from '../http/httpError.ts'
import { type AcceptedSecrets, equalsAny } from '../sealing/secrets.ts'

const lifetimeMs = 300_000

/** Used challenges are remembered beyond their lifetime, because the clocks of replicas may differ by a minute. */
const retentionMs = lifetimeMs + 120_000

export type Challenges = {
  /**
   * Issues a token for the challenge of one ceremony, valid for five minutes. It stores nothing, so pending ceremonies
   * cannot exhaust a shared resource.
   * @param userId the user who registers a passkey; without it, the challenge is for an authentication
   */
  readonly issue: (challenge: string, userId?: string) => string
  /**
   * Returns the challenge of a token. A token is accepted once, even if the ceremony fails.
   * @throws {HttpError} 400 for a token that was used, has expired or was issued for another ceremony or user
   */
  readonly consume: (token: string, userId?: string) => Promise<string>
}

export type ChallengesOptions = {
  readonly secrets: AcceptedSecrets
  readonly replayGuard: ReplayGuard
  readonly clock: WallClock
}

/**
 * Issues stateless tokens, `<challenge>.<expiry in ms, base 36>.<HMAC-SHA-256>`. The HMAC also covers the user. Every
 * replica with the secret accepts them, even after a restart.
 */
export function createChallenges({ secrets, replayGuard, clock }: ChallengesOptions): Challenges {
  const macsOf = (challenge: string, expiry: string, userId: string | undefined) => {
    const content = JSON.stringify([userId ?? null, challenge, expiry])
    return secrets.map((secret) => createHmac('sha256', secret).update(content).digest('base64url'))
  }

  return {
    issue(challenge, userId) {
      const expiry = (clock.now() + lifetimeMs).toString(36)
      return `${challenge}.${expiry}.${macsOf(challenge, expiry, userId)[0]}`
    },
    async consume(token, userId) {
      const [challenge = '', expiry = '', mac = '', ...rest] = token.split('.')
      const isOurs = rest.length === 0 && equalsAny(mac, macsOf(challenge, expiry, userId))
      if (!isOurs) throw new HttpError(400, 'Challenge token not found or expired')
      if (Number.parseInt(expiry, 36) <= clock.now()) throw new HttpError(400, 'Challenge token expired')
      const isFirst = await replayGuard.consume(`challenge:${challenge}`, { retentionMs })
      if (!isFirst) throw new HttpError(400, 'Challenge token not found or expired')
      return challenge
    },
  }
}
