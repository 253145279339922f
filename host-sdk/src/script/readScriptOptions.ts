import { OpenKeyError, parseOrigin } from '@openkey/protocol'
import { checkSpelling } from '../checks/checkSpelling.ts'
import { appearanceRules, checkRules, isAppName, type OpenKeyOptions } from '../options.ts'

/** Attributes of the script element, in the form of `dataset`. */
export type ScriptData = Readonly<Record<string, string | undefined>>

/**
 * Reads `data-widget`, `data-app-name` and an attribute for each member of `appearance`. They follow the rules of the
 * corresponding options.
 * @throws {OpenKeyError} `invalid_params`, whose `details.field` is the attribute
 */
export function readScriptOptions(data: ScriptData): OpenKeyOptions {
  const { widget, appName } = data
  const styles = Object.keys(appearanceRules)
  checkSpelling(Object.keys(data).map(attributeOf), ['widget', 'appName', ...styles].map(attributeOf))
  if (widget === undefined) throw invalid('data-widget', widget, 'must be the URL of the widget')
  if (!isWidgetUrl(widget)) throw invalid('data-widget', widget, 'must be an https URL, or http on loopback')
  if (!isAppName(appName)) throw invalid('data-app-name', appName, 'must have 1 to 64 characters')
  const appearance = Object.fromEntries(styles.map((name) => [name, data[name]]))
  checkRules(
    Object.entries(appearanceRules).map(([name, [fits, rule]]) => {
      const value = data[name]
      return [attributeOf(name), value, value === undefined || fits(value), rule]
    }),
  )
  return { widgetUrl: widget, appName, appearance }
}

/** The attribute of a member of `dataset`. */
function attributeOf(name: string): string {
  return `data-${name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)}`
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
