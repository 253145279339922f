import { OpenKeyError, parseOrigin } from '@openkey/protocol'
import { isAppName, isLocale, isTheme, type OpenKeyOptions } from '../options.ts'

/** Attributes of the script element, in the form of `dataset`. */
export type ScriptData = Readonly<Record<string, string | undefined>>

/**
 * Reads `data-widget`, `data-app-name` and an attribute for each member of `appearance`. They follow the rules of the
 * corresponding options.
 * @throws {OpenKeyError} `invalid_params`, whose `details.field` is the attribute
 */
export function readScriptOptions(data: ScriptData): OpenKeyOptions {
  const { widget, appName, theme, locale, accent, radius, density, font } = data
  if (widget === undefined) throw invalid('data-widget', widget, 'must be the URL of the widget')
  if (!isWidgetUrl(widget)) throw invalid('data-widget', widget, 'must be an https URL, or http on loopback')
  if (!isAppName(appName)) throw invalid('data-app-name', appName, 'must have 1 to 64 characters')
  if (theme !== undefined && !isTheme(theme)) {
    throw invalid('data-theme', theme, 'must be auto, light or dark')
  }
  if (locale !== undefined && !isLocale(locale)) {
    throw invalid('data-locale', locale, 'must be a language tag, for example de-CH')
  }
  // Of any text: the page ignores styles that do not exist.
  const styles: object = { accent, radius, density, font }
  return { widgetUrl: widget, appName, appearance: { theme, locale, ...styles } }
}

function isWidgetUrl(text: string): boolean {
  try {
    const { protocol, host } = new URL(text)
    return parseOrigin(`${protocol}//${host}`) !== undefined
  } catch {
    return false
  }
}

function invalid(field: string, received: string | undefined, rule: string): OpenKeyError {
  const isMissing = received === undefined
  const not = isMissing ? 'and is missing' : `not “${received.slice(0, 80)}”`
  const details = { field, ...(isMissing ? {} : { received }) }
  return new OpenKeyError('invalid_params', `${field} ${rule}, ${not}.`, { details })
}
