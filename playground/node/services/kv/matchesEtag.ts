/** `If-None-Match` of a read (RFC 9110, 13.1.2): whether the reader has this value already. */
export function matchesEtag(headers: Headers, etag: string): boolean {
  const known = (headers.get('if-none-match') ?? '').split(',').map((tag) => tag.trim().replace(/^W\//, ''))
  return known.includes('*') || known.includes(etag)
}
