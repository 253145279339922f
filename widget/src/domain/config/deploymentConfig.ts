import { isLoopback, isUrl, OpenKeyError, type Origin } from '@openkey/protocol'
import { type ApprovalPolicy, invalidApprovalField } from '../approval/approvalPolicy.ts'
import { type DeclinePolicy, invalidDeclinesField, maxDeclines } from '../approval/declinePolicy.ts'
import { isOrigins, isPositive, isRecord } from './fieldChecks.ts'

/** Which origins may embed the widget: every https origin and loopback, or exactly these. */
export type Embedders = 'any' | readonly Origin[]

/** The operator's configuration. The server writes it into the page; a host cannot change it. */
export type DeploymentConfig = {
  /** Base URL of the key endpoint, without a trailing slash: https, or http on loopback. */
  readonly keyEndpointUrl: string
  /** Chain ids that may be signed for. */
  readonly chains: readonly number[]
  /** Longest time a session may be granted for, in milliseconds. */
  readonly maxSessionLifetimeMs: number
  readonly embedding: { readonly allow: Embedders }
  /** Whether the key endpoint binds sessions to a key (RFC 9449). Never negotiated. @default 'off' */
  readonly dpop?: 'off' | 'required' | undefined
  /** How an approval is given. @default see {@link ApprovalPolicy} */
  readonly approval?: ApprovalPolicy | undefined
  /** How often a user may decline before an origin has to wait. @default see {@link DeclinePolicy} */
  readonly declines?: DeclinePolicy | undefined
  /**
   * Whether the page asks for a process apart from other origins of its site (`Origin-Agent-Cluster`). For a widget
   * whose registrable domain serves pages of others. The first visit starts a second process for it.
   * @default false
   */
  readonly originAgentCluster?: boolean | undefined
  /** Names the build, for diagnosis. */
  readonly build: string
}

/**
 * Accepts a complete configuration and nothing else, so that a misspelled policy fails loudly.
 * It is checked by hand: the page needs nothing else of a schema library before its first screen.
 * @throws {OpenKeyError} `invalid_params`, its field names the entry at fault
 */
export function parseDeploymentConfig(value: unknown): DeploymentConfig {
  const field = invalidField(value)
  if (field === undefined) return JSON.parse(JSON.stringify(value))
  throw new OpenKeyError('invalid_params', describeInvalidField(field), { details: { field } })
}

function describeInvalidField(field: string): string {
  if (field === '') return 'Invalid deployment configuration: expected a JSON object.'
  const expected = expectations[field.replace(/^chains\.\d+$/, 'chains')]
  return expected === undefined
    ? `Unknown entry "${field}" in the deployment configuration.`
    : `Invalid "${field}" in the deployment configuration: expected ${expected}.`
}

const expectations: Readonly<Record<string, string>> = {
  keyEndpointUrl: 'an HTTPS URL, or HTTP on loopback, without a trailing slash',
  chains: 'a list of 1 to 64 chain ids, which are positive integers',
  maxSessionLifetimeMs: 'a positive integer',
  embedding: 'an object',
  'embedding.allow': '"any", or a list of origins',
  dpop: '"off" or "required"',
  approval: 'an object',
  'approval.trustedOrigins': 'a list of origins',
  'approval.trustLoopback': 'a boolean, which can be true only if the key endpoint is on loopback',
  'approval.passkey': 'a boolean or "required"',
  'approval.maxAgeMs': 'a positive integer',
  declines: 'an object',
  'declines.limit': `an integer from 1 to ${maxDeclines}`,
  'declines.withinMs': 'a positive integer',
  originAgentCluster: 'a boolean',
  build: 'a text of 1 to 64 characters',
}

/** @returns the path of the first invalid entry; an empty text if the whole value is not an object */
function invalidField(value: unknown): string | undefined {
  if (!isRecord(value)) return ''
  const { keyEndpointUrl, chains, maxSessionLifetimeMs, embedding, dpop, ...rest } = value
  const { approval, declines, originAgentCluster = false, build, ...unknownKeys } = rest
  if (!isBaseUrl(keyEndpointUrl)) return 'keyEndpointUrl'
  if (!Array.isArray(chains) || chains.length === 0 || chains.length > 64) return 'chains'
  const wrongChain = chains.findIndex((chain) => !isPositive(chain))
  if (wrongChain !== -1) return `chains.${wrongChain}`
  if (!isPositive(maxSessionLifetimeMs)) return 'maxSessionLifetimeMs'
  if (!isRecord(embedding)) return 'embedding'
  const { allow, ...unknownEmbeddingKeys } = embedding
  if (!isEmbedders(allow)) return 'embedding.allow'
  for (const name of Object.keys(unknownEmbeddingKeys)) return `embedding.${name}`
  if (dpop !== undefined && dpop !== 'off' && dpop !== 'required') return 'dpop'
  const wrongPolicy = invalidApprovalField(approval, String(keyEndpointUrl)) ?? invalidDeclinesField(declines)
  if (wrongPolicy !== undefined) return wrongPolicy
  if (typeof originAgentCluster !== 'boolean') return 'originAgentCluster'
  if (typeof build !== 'string' || build.length === 0 || build.length > 64) return 'build'
  return Object.keys(unknownKeys)[0]
}

function isBaseUrl(text: unknown): boolean {
  if (typeof text !== 'string' || text.length > 512 || !isUrl(text)) return false
  const url = new URL(text)
  const isSecure = url.protocol === 'https:' || (url.protocol === 'http:' && isLoopback(url.hostname))
  return isSecure && `${url.origin}${url.pathname}`.replace(/\/$/, '') === text
}

function isEmbedders(value: unknown): boolean {
  return value === 'any' || isOrigins(value)
}
