import { parseArgs } from 'node:util'

export type Arguments = {
  readonly pageUrl: string
  /** Left out where the page names its widget itself. */
  readonly widgetUrl: string | undefined
}

/** `doctor <page url> [--widget <url>]`; a sentence about what is wrong with them otherwise. */
export function readArguments(args: readonly string[]): Arguments | string {
  try {
    const { positionals, values } = parseArgs({
      args: [...args],
      allowPositionals: true,
      options: { widget: { type: 'string' } },
    })
    const [command, pageUrl, ...more] = positionals
    if (command !== 'doctor') return command === undefined ? 'There is no command.' : `There is no command ${command}.`
    if (pageUrl === undefined) return 'The URL of the page is missing.'
    if (more.length > 0) return `One page at a time, not also ${more.join(' ')}.`
    if (!isHttp(pageUrl)) return `The page needs an http or https URL, not ${pageUrl}.`
    if (values.widget !== undefined && !isHttp(values.widget)) {
      return `--widget needs an http or https URL, not ${values.widget}.`
    }
    return { pageUrl, widgetUrl: values.widget }
  } catch (error) {
    return error instanceof Error ? error.message : String(error)
  }
}

function isHttp(text: string): boolean {
  return URL.canParse(text) && /^https?:$/.test(new URL(text).protocol)
}
