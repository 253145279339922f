import { bootstrapSettings } from './bootstrap/bootstrapSettings.ts'
import type { KeyEndpointOptions } from './keyEndpointOptions.ts'
import { StartError } from './startError.ts'

/**
 * Checks the configuration before any data is opened.
 * @throws {StartError} `configuration_invalid`
 */
export function checkOptions(options: KeyEndpointOptions): void {
  const { publicUrl, widgetOrigin, rpId, emailCode, bootstrap } = options
  if (options.drawEmailCode && options.environment !== 'development') {
    throw invalid('Invalid drawEmailCode: in production, codes are random.')
  }
  const widget = URL.canParse(widgetOrigin) ? new URL(widgetOrigin) : undefined
  if (widget?.origin !== widgetOrigin) {
    throw invalid(`Invalid widgetOrigin "${widgetOrigin}": expected an origin, for example "https://openkey.example".`)
  }
  const problem = findUrlProblem(publicUrl)
  if (problem !== undefined) throw invalid(`Invalid publicUrl "${publicUrl}": ${problem}.`)
  if (widget.hostname !== rpId && !widget.hostname.endsWith(`.${rpId}`)) {
    throw invalid(`Invalid rpId "${rpId}": expected the widget's host name "${widget.hostname}", or a suffix of it.`)
  }
  for (const origin of emailCode?.trustedOrigins ?? []) {
    if (!URL.canParse(origin) || new URL(origin).origin !== origin) {
      throw invalid(`Invalid origin "${origin}" in emailCode.trustedOrigins: expected scheme, host and port only.`)
    }
  }
  bootstrapSettings(bootstrap)
}

/**
 * Checks the configuration of an endpoint that may run as several replicas.
 * @throws {StartError} `configuration_invalid`, `sealing_secret_missing`
 */
export function checkReplica({
  databaseUrl,
  sealingSecret,
}: {
  readonly databaseUrl: string
  readonly sealingSecret: string | undefined
}): void {
  // The message omits the URL, which contains a password.
  if (!/^postgres(ql)?:$/.test(URL.canParse(databaseUrl) ? new URL(databaseUrl).protocol : '')) {
    throw invalid('Invalid DATABASE_URL: expected a URL that starts with postgres://.')
  }
  if (sealingSecret === undefined) {
    throw new StartError(
      'sealing_secret_missing',
      'No sealing secret. Set OPENKEY_SEALING_SECRET to the same value on all replicas.',
    )
  }
}

/** Finds out why a URL cannot be the base of request URLs. */
function findUrlProblem(text: string): string | undefined {
  if (!URL.canParse(text)) return 'expected a URL'
  const { protocol, origin, pathname, username, password, href } = new URL(text)
  if (protocol !== 'https:' && protocol !== 'http:') return 'expected the scheme https or http'
  if (username !== '' || password !== '') return 'expected no user name and no password'
  if (href !== origin + pathname) return 'expected no query and no fragment'
  if (pathname.includes('//')) return 'expected no empty segment in the path'
  return undefined
}

function invalid(message: string): StartError {
  return new StartError('configuration_invalid', message)
}
