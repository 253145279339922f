import {
  type Account,
  listCapabilities,
  parseSiweMessage,
  parseTimestamp,
  type Recap,
  readRecap,
  readRecipient,
  recapStatement,
  type SiweMessage,
} from '@openkey/protocol/siwe'
import { bootstrapAllowlist } from './bootstrapAllowlist.ts'

export type ExplainOptions = {
  readonly account: Account
  /** SIWE `domain` of the messages of the bootstrap. Another domain may belong to a server that trusts a signature. */
  readonly domain: string
  /** Longest lifetime of a session, in milliseconds. */
  readonly maxLifetimeMs: number
  /** Milliseconds since 1970. */
  readonly now: number
}

/** Maximum lead of a program's clock, in milliseconds. */
const maxSkewMs = 300_000

/**
 * Returns the kind of a message of the bootstrap, which may be signed without a person. Such a message
 *
 * - is by the account, for the domain of the bootstrap, and for a did:key;
 * - consists of its ReCap: no other resource, statement, request id or start of validity, no proof and no caveat;
 * - is explained completely by exactly one entry of the allowlist, and grants something in that entry's own space;
 * - ends, if it opens a session, within the longest lifetime; was issued now, if it lets a node host a space.
 *
 * @returns `undefined` for every other message
 */
export function explainMessage(text: string, options: ExplainOptions): 'session' | 'host' | undefined {
  const read = parse(text)
  if (read === undefined || !isPlain(read, options)) return undefined
  const granted = listCapabilities(read.recap).map(({ resource, ability }) => `${resource} ${ability}`)
  const explaining = bootstrapAllowlist(options.account).filter(
    (entry) => granted.every((grant) => entry.granted.has(grant)) && granted.some((grant) => entry.own.has(grant)),
  )
  const [entry, ...others] = explaining
  if (entry === undefined || others.length > 0) return undefined
  return hasGoodTimes(read.message, entry.kind, options) ? entry.kind : undefined
}

type ReadMessage = { readonly message: SiweMessage; readonly recap: Recap }

function parse(text: string): ReadMessage | undefined {
  try {
    const message = parseSiweMessage(text)
    const recap = readRecap(message)
    return recap && readRecipient(message).kind === 'key' ? { message, recap } : undefined
  } catch {
    return undefined
  }
}

function isPlain({ message, recap }: ReadMessage, { account, domain }: ExplainOptions): boolean {
  const { chainId, statement, scheme, resources = [], notBefore, requestId } = message
  const caveats = Object.values(recap.att).flatMap((abilities) => Object.values(abilities).flat())
  return (
    message.address === account.address &&
    chainId === account.chainId &&
    message.domain === domain &&
    scheme === undefined &&
    statement === recapStatement(recap) &&
    resources.length === 1 &&
    notBefore === undefined &&
    requestId === undefined &&
    recap.prf.length === 0 &&
    caveats.every((caveat) => Object.keys(caveat).length === 0)
  )
}

function hasGoodTimes(
  { issuedAt, expirationTime }: SiweMessage,
  kind: 'session' | 'host',
  { now, maxLifetimeMs }: ExplainOptions,
): boolean {
  const issued = parseTimestamp(issuedAt)
  if (issued > now + maxSkewMs || issued < now - maxSkewMs) return false
  if (kind === 'host') return expirationTime === undefined
  if (expirationTime === undefined) return false
  const expires = parseTimestamp(expirationTime)
  return expires > now && expires <= now + maxLifetimeMs + maxSkewMs && expires <= issued + maxLifetimeMs
}
