import { isLoopback, OpenKeyError, type Origin, parseOrigin } from '@openkey/protocol'
import * as z from 'zod/mini'

/** Which origins may embed the widget: every https origin and loopback, or exactly these. */
export type Embedders = 'any' | readonly Origin[]

const schema = z.strictObject({
  /** Base URL of the key endpoint, without a trailing slash: https, or http on loopback. */
  keyEndpointUrl: z.string().check(z.maxLength(512), z.refine(isBaseUrl)),
  /** Chain ids that may be signed for. */
  chains: z.array(z.int().check(z.positive())).check(z.minLength(1), z.maxLength(64)),
  /** Longest time a session may be granted for, in milliseconds. */
  maxSessionLifetimeMs: z.int().check(z.positive()),
  embedding: z.strictObject({ allow: z.custom<Embedders>(isEmbedders) }),
  /** Names the build, for diagnosis. */
  build: z.string().check(z.minLength(1), z.maxLength(64)),
})

/** What the operator decides. Written into the page by the server; no host can influence it. */
export type DeploymentConfig = Readonly<z.infer<typeof schema>>

/**
 * Accepts a complete configuration and nothing else, so that a misspelt policy fails loudly.
 * @throws {OpenKeyError} `invalid_params`, its field names the entry at fault
 */
export function parseDeploymentConfig(value: unknown): DeploymentConfig {
  const parsed = schema.safeParse(value)
  if (parsed.success) return parsed.data
  const [issue] = parsed.error.issues
  const misspelt = issue?.code === 'unrecognized_keys' ? issue.keys.slice(0, 1) : []
  const field = [...(issue?.path ?? []), ...misspelt].map(String).join('.')
  throw new OpenKeyError('invalid_params', `The deployment configuration is wrong at "${field}".`, {
    details: { field },
  })
}

function isBaseUrl(text: string): boolean {
  if (!URL.canParse(text)) return false
  const url = new URL(text)
  const isSecure = url.protocol === 'https:' || (url.protocol === 'http:' && isLoopback(url.hostname))
  return isSecure && `${url.origin}${url.pathname}`.replace(/\/$/, '') === text
}

function isEmbedders(value: unknown): value is Embedders {
  return value === 'any' || (Array.isArray(value) && value.length <= 256 && value.every(isOrigin))
}

function isOrigin(value: unknown): value is Origin {
  try {
    return typeof value === 'string' && parseOrigin(value) === value
  } catch {
    return false
  }
}
