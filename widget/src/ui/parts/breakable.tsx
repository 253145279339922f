/**
 * Lets a line break after the parts of an email address, a host or a path: after `@`, a dot or a slash. A hyphen breaks by
 * itself. Elsewhere, an overlong part breaks only where it must.
 */
export function breakable(text: string) {
  return text.split(/(?<=[@./])/).flatMap((part) => [part, <wbr key={part} />])
}
