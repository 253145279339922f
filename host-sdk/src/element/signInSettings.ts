import { isUrl, OpenKeyError } from '@openkey/protocol'
import { checkSpelling } from '../checks/checkSpelling.ts'
import { isAppName } from '../options.ts'
import type { SignInAttributes } from './signInAttributes.ts'
import { requireTrusted, type TrustedOrigins } from './trustedOrigins.ts'

export type SignInSettings = {
  /** Options of an instance for this element. Without them, it uses `window.OpenKey`. */
  readonly ownInstance: { readonly widgetUrl: string; readonly appName: string; readonly chainId: number } | undefined
  readonly nonceUrl: URL
  readonly verifyUrl: URL | undefined
  readonly statement: string | undefined
  /** Whether requests carry cookies, as for `fetch`. @default 'same-origin' */
  readonly credentials: RequestCredentials | undefined
}

/** Returns an attribute of the element, or `null`. */
export type ReadAttribute = (name: string) => string | null

export type SignInSettingsOptions = {
  readonly read: ReadAttribute
  /** Names of all attributes of the element. */
  readonly names: readonly string[]
  /** Base URL for relative URLs, after any `<base>` has been applied. */
  readonly baseUrl: string
  readonly trusted: TrustedOrigins
}

const knownAttributes: readonly string[] = [
  'nonce-url',
  'verify-url',
  'statement',
  'credentials',
  'widget',
  'app-name',
  'chain-id',
  'name',
  'required',
  'disabled',
  'auto-submit',
] satisfies readonly (keyof SignInAttributes)[]

/**
 * Reads the attributes of the element.
 * @throws {OpenKeyError} `invalid_params`, whose `details.field` is the attribute
 */
export function readSignInSettings({ read, names, baseUrl, trusted }: SignInSettingsOptions): SignInSettings {
  checkSpelling(names, knownAttributes)
  const url = (name: string): URL | undefined => {
    const text = read(name)
    if (text === null) return undefined
    if (!isUrl(text, baseUrl)) throw invalid(name, 'must be a URL', text)
    const url = new URL(text, baseUrl)
    requireTrusted(name, url.href, trusted.server)
    return url
  }
  const nonceUrl = url('nonce-url')
  if (nonceUrl === undefined)
    throw invalid('nonce-url', 'is missing: set it to the URL where your server issues nonces')
  return {
    ownInstance: readOwnInstance(read, trusted.widget),
    nonceUrl,
    verifyUrl: url('verify-url'),
    statement: readStatement(read('statement')),
    credentials: readCredentials(read('credentials')),
  }
}

/** The characters that EIP-4361 allows in a statement, up to the length that leaves room for the rest of a message. */
const statementPattern = /^[A-Za-z0-9 \-._~:/?#[\]@!$&'()*+,;=]{0,4096}$/

/** Must be called before anything opens, so that the user never reads a request that cannot be signed. */
function readStatement(statement: string | null): string | undefined {
  if (statement === null) return undefined
  if (statementPattern.test(statement)) return statement
  throw invalid('statement', 'must be one short ASCII line without "%<>\\^`{|}', statement)
}

function readCredentials(credentials: string | null): RequestCredentials | undefined {
  if (credentials === null) return undefined
  const known = (['same-origin', 'include', 'omit'] as const).find((mode) => mode === credentials)
  if (known) return known
  throw invalid('credentials', 'must be same-origin, include or omit', credentials)
}

function readOwnInstance(read: ReadAttribute, trusted: readonly string[]): SignInSettings['ownInstance'] {
  const widgetUrl = read('widget')
  if (widgetUrl === null) {
    for (const name of ['app-name', 'chain-id']) {
      if (read(name) !== null) throw invalid(name, 'requires the attribute widget')
    }
    return undefined
  }
  const appName = read('app-name')
  const chainId = Number(read('chain-id') ?? 1)
  if (!isUrl(widgetUrl)) throw invalid('widget', 'must be an absolute URL', widgetUrl)
  requireTrusted('widget', widgetUrl, trusted)
  if (!isAppName(appName)) throw invalid('app-name', 'must have 1 to 64 characters', appName)
  if (!Number.isSafeInteger(chainId) || chainId < 1)
    throw invalid('chain-id', 'must be a positive integer', read('chain-id'))
  return { widgetUrl, appName, chainId }
}

function invalid(field: string, rule: string, received?: string | null): OpenKeyError {
  const details = { field, ...(received && { received: received.slice(0, 256) }) }
  const not = received ? `, not “${received.slice(0, 80)}”` : ''
  return new OpenKeyError('invalid_params', `The attribute ${field} ${rule}${not}.`, { details })
}
