import { readTags } from './readTags.ts'

export type Markup = {
  /** Of each `<meta http-equiv="Content-Security-Policy">` in the head: elsewhere browsers ignore it. */
  readonly metaPolicies: readonly string[]
  /** `data-widget` of the script tag. */
  readonly widgetUrl: string | undefined
}

/** Finds in a page, without a browser, what the doctor needs. What a script would add is not there. */
export function readMarkup(html: string): Markup {
  const metaPolicies: string[] = []
  let widgetUrl: string | undefined
  let isHead = true
  for (const { name, attributes } of readTags(html)) {
    if (name === 'body' || name === '/head') isHead = false
    if (name === 'script') widgetUrl ??= attributes.get('data-widget')
    const isPolicy = name === 'meta' && attributes.get('http-equiv')?.toLowerCase() === 'content-security-policy'
    if (isHead && isPolicy) metaPolicies.push(attributes.get('content') ?? '')
  }
  return { metaPolicies, widgetUrl }
}
