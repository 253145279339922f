import type { KeyEndpointOptions } from './keyEndpointOptions.ts'
import { StartError } from './startError.ts'

/**
 * Finds a mistake in the configuration before any data is opened.
 * @throws {StartError} `configuration_invalid`
 */
export function checkOptions({ publicUrl, widgetOrigin, rpId, emailCode }: KeyEndpointOptions): void {
  const widget = URL.canParse(widgetOrigin) ? new URL(widgetOrigin) : undefined
  if (widget?.origin !== widgetOrigin) {
    throw new StartError('configuration_invalid', `widgetOrigin "${widgetOrigin}" is not an origin.`)
  }
  const faultOfUrl = findFaultOfUrl(publicUrl)
  if (faultOfUrl !== undefined) {
    throw new StartError('configuration_invalid', `publicUrl "${publicUrl}" ${faultOfUrl}.`)
  }
  if (widget.hostname !== rpId && !widget.hostname.endsWith(`.${rpId}`)) {
    throw new StartError('configuration_invalid', `rpId "${rpId}" is neither "${widget.hostname}" nor a suffix of it.`)
  }
  for (const origin of emailCode?.trustedOrigins ?? []) {
    if (!URL.canParse(origin) || new URL(origin).origin !== origin) {
      throw new StartError('configuration_invalid', `emailCode.trustedOrigins: "${origin}" is not an origin.`)
    }
  }
}

/** Why requests cannot be told to go there. */
function findFaultOfUrl(text: string): string | undefined {
  if (!URL.canParse(text)) return 'is not a URL'
  const { protocol, origin, pathname, username, password, href } = new URL(text)
  if (protocol !== 'https:' && protocol !== 'http:') return 'is neither https nor http'
  if (username !== '' || password !== '') return 'has a user name or a password, which no request will carry'
  if (href !== origin + pathname) return 'has a query or a fragment: give scheme, host and path only'
  if (pathname.includes('//')) return 'has an empty part in its path'
  return undefined
}
