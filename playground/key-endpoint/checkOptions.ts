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
  if (!URL.canParse(publicUrl)) throw new StartError('configuration_invalid', `publicUrl "${publicUrl}" is not a URL.`)
  if (widget.hostname !== rpId && !widget.hostname.endsWith(`.${rpId}`)) {
    throw new StartError('configuration_invalid', `rpId "${rpId}" is neither "${widget.hostname}" nor a suffix of it.`)
  }
  for (const origin of emailCode?.trustedOrigins ?? []) {
    if (!URL.canParse(origin) || new URL(origin).origin !== origin) {
      throw new StartError('configuration_invalid', `emailCode.trustedOrigins: "${origin}" is not an origin.`)
    }
  }
}
