import { parseArgs } from 'node:util'

export type Arguments =
  | { readonly kind: 'help' }
  | { readonly kind: 'version' }
  /** `problem` is a sentence. */
  | { readonly kind: 'invalid'; readonly problem: string }
  | {
      readonly kind: 'check'
      readonly pageUrl: string
      /** `undefined` if the page names its widget itself. */
      readonly widgetUrl: string | undefined
      /** Whether the output is JSON instead of text. */
      readonly isJson: boolean
    }

/** Parses `doctor <page url> [--widget <url>] [--json]`, `--help` and `--version`. */
export function readArguments(args: readonly string[]): Arguments {
  try {
    const { positionals, values } = parseArgs({
      args: [...args],
      allowPositionals: true,
      options: {
        widget: { type: 'string' },
        json: { type: 'boolean', default: false },
        help: { type: 'boolean', short: 'h' },
        version: { type: 'boolean', short: 'v' },
      },
    })
    if (values.help) return { kind: 'help' }
    if (values.version) return { kind: 'version' }
    const [command, pageUrl, ...more] = positionals
    if (command === undefined) return invalid('Missing command: expected doctor.')
    if (command !== 'doctor') return invalid(`Unknown command “${command}”: expected doctor.`)
    if (pageUrl === undefined) return invalid('Missing argument: the URL of the page.')
    if (more.length > 0) return invalid(`Unexpected argument “${more.join(' ')}”: expected one page.`)
    if (!isHttp(pageUrl)) return invalid(`Invalid page “${pageUrl}”: expected an http or https URL.`)
    if (values.widget !== undefined && !isHttp(values.widget)) {
      return invalid(`Invalid --widget “${values.widget}”: expected an http or https URL.`)
    }
    return { kind: 'check', pageUrl, widgetUrl: values.widget, isJson: values.json }
  } catch (error) {
    return invalid(error instanceof Error ? error.message : String(error))
  }
}

function invalid(problem: string): Arguments {
  return { kind: 'invalid', problem }
}

function isHttp(text: string): boolean {
  return URL.canParse(text) && /^https?:$/.test(new URL(text).protocol)
}
