import { parseArgs } from 'node:util'

export type Arguments = {
  readonly pageUrl: string
  /** `undefined` if the page names its widget itself. */
  readonly widgetUrl: string | undefined
}

/** Parses `doctor <page url> [--widget <url>]`. Returns a sentence that describes the error otherwise. */
export function readArguments(args: readonly string[]): Arguments | string {
  try {
    const { positionals, values } = parseArgs({
      args: [...args],
      allowPositionals: true,
      options: { widget: { type: 'string' } },
    })
    const [command, pageUrl, ...more] = positionals
    if (command !== 'doctor')
      return command === undefined
        ? 'Missing command: expected doctor.'
        : `Unknown command “${command}”: expected doctor.`
    if (pageUrl === undefined) return 'Missing argument: the URL of the page.'
    if (more.length > 0) return `Unexpected argument “${more.join(' ')}”: expected one page.`
    if (!isHttp(pageUrl)) return `Invalid page “${pageUrl}”: expected an http or https URL.`
    if (values.widget !== undefined && !isHttp(values.widget)) {
      return `Invalid --widget “${values.widget}”: expected an http or https URL.`
    }
    return { pageUrl, widgetUrl: values.widget }
  } catch (error) {
    return error instanceof Error ? error.message : String(error)
  }
}

function isHttp(text: string): boolean {
  return URL.canParse(text) && /^https?:$/.test(new URL(text).protocol)
}
