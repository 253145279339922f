export type Markup = {
  /** Content of each `<meta http-equiv="Content-Security-Policy">` in the head. Browsers ignore others. */
  readonly metaPolicies: readonly string[]
  /** `data-widget` of the script tag, otherwise `widget` of an element. */
  readonly widgetUrl: string | undefined
  /** `src` of each script of the SDK. */
  readonly scripts: readonly string[]
}

/** Names of the SDK's files, which may be renamed only with a `data-widget`. */
const sdkFile = /\bopenkey-[^/]*\d[^/]*\.m?js\b/

/** Reads what the doctor needs from the HTML of a page. Does not see what a script would add. */
export function readMarkup(html: string): Markup {
  const metaPolicies: string[] = []
  const scripts: string[] = []
  let widgetUrl: string | undefined
  let elementWidget: string | undefined
  let isHead = true
  for (const { name, attributes } of readTags(html)) {
    if (name === 'body' || name === '/head') isHead = false
    if (name === 'openkey-sign-in') elementWidget ??= attributes.get('widget')
    if (name === 'script') {
      const [src, widget] = [attributes.get('src'), attributes.get('data-widget')]
      widgetUrl ??= widget
      if (src !== undefined && (widget !== undefined || sdkFile.test(src))) scripts.push(src)
    }
    const isPolicy = name === 'meta' && attributes.get('http-equiv')?.toLowerCase() === 'content-security-policy'
    if (isHead && isPolicy) metaPolicies.push(attributes.get('content') ?? '')
  }
  return { metaPolicies, widgetUrl: widgetUrl ?? elementWidget, scripts }
}

/** A start tag, or an end tag, whose name then begins with a slash. */
type Tag = { readonly name: string; readonly attributes: ReadonlyMap<string, string> }

/** Elements whose content is raw text, or not part of the page. */
const skippedElements = new Set(['script', 'style', 'textarea', 'title', 'template', 'noscript'])

const tagName = /<(\/?[a-z][^\s/>]*)/iy
const attribute = /[\s/]*([^\s/>=]+)(?:\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s"'>][^\s>]*)))?/y

/** Yields the tags of a page in order, in one pass. */
function* readTags(html: string): Iterable<Tag> {
  const lower = html.replace(/[A-Z]+/g, (letters) => letters.toLowerCase())
  let at = 0
  while (at >= 0) {
    at = html.indexOf('<', at)
    if (at < 0) return
    tagName.lastIndex = at
    const name = tagName.exec(lower)?.[1]
    if (name === undefined) {
      at = html.startsWith('<!--', at) ? endOf(html.indexOf('-->', at + 4), 3) : at + 1
      continue
    }
    const attributes = new Map<string, string>()
    at += name.length + 1
    while (html[at] !== '>') {
      if (at >= html.length) return
      attribute.lastIndex = at
      const [whole = ' ', key, double, single, bare = ''] = attribute.exec(html) ?? []
      at += whole.length
      const known = key?.toLowerCase()
      // Browsers keep the first of two equal attributes.
      if (known !== undefined && !attributes.has(known)) attributes.set(known, decode(double ?? single ?? bare))
    }
    yield { name, attributes }
    if (skippedElements.has(name)) at = lower.indexOf(`</${name}`, at)
  }
}

/** Returns −1 if the index is −1. */
function endOf(index: number, length: number): number {
  return index < 0 ? index : index + length
}

const entities: Readonly<Record<string, string>> = { amp: '&', quot: '"', apos: "'", lt: '<', gt: '>' }

function decode(text: string): string {
  return text.replace(/&(?:#(\d{1,6})|#x([\da-f]{1,5})|(amp|quot|apos|lt|gt));/gi, (_, decimal, hex, name) =>
    name === undefined
      ? String.fromCodePoint(decimal === undefined ? Number.parseInt(hex, 16) : Number(decimal))
      : (entities[name.toLowerCase()] ?? ''),
  )
}
