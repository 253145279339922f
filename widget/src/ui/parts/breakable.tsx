/**
 * Lets a line break after the parts of an email address, a host, a path or an identifier: after `@`, a dot, a slash or a
 * colon. A hyphen breaks by itself. Elsewhere, an overlong part breaks only where it must.
 * Punctuation after the text stays on its line. It copies as the same text.
 */
export function breakable(text: string) {
  return text.split(/(?<=[@./:])/).flatMap((part, index) => (index ? [<wbr />, part] : part))
}
