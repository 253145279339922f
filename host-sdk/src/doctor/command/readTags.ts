/** A start tag, or an end tag, whose name then has a slash before it. */
export type Tag = { readonly name: string; readonly attributes: ReadonlyMap<string, string> }

/** Elements whose content is text to a browser, or not part of the page. */
const mute = new Set(['script', 'style', 'textarea', 'title', 'template', 'noscript'])

const tagName = /<(\/?[a-z][^\s/>]*)/iy
const attribute = /[\s/]*([^\s/>=]+)(?:\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s"'>][^\s>]*)))?/y

/** Reads the tags of a page in order, in one pass, much as a browser does. */
export function* readTags(html: string): Iterable<Tag> {
  const lower = html.replace(/[A-Z]+/g, (letters) => letters.toLowerCase())
  let at = 0
  while (at >= 0) {
    at = html.indexOf('<', at)
    if (at < 0) return
    tagName.lastIndex = at
    const name = tagName.exec(lower)?.[1]
    if (name === undefined) {
      at = html.startsWith('<!--', at) ? after(html.indexOf('-->', at + 4), 3) : at + 1
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
      // The first of two equal attributes counts.
      if (known !== undefined && !attributes.has(known)) attributes.set(known, decoded(double ?? single ?? bare))
    }
    yield { name, attributes }
    if (mute.has(name)) at = lower.indexOf(`</${name}`, at)
  }
}

function after(found: number, length: number): number {
  return found < 0 ? found : found + length
}

const entities: Readonly<Record<string, string>> = { amp: '&', quot: '"', apos: "'", lt: '<', gt: '>' }

function decoded(text: string): string {
  return text.replace(/&(?:#(\d{1,6})|#x([\da-f]{1,5})|(amp|quot|apos|lt|gt));/gi, (_, decimal, hex, name) =>
    name === undefined
      ? String.fromCodePoint(decimal === undefined ? Number.parseInt(hex, 16) : Number(decimal))
      : (entities[name.toLowerCase()] ?? ''),
  )
}
