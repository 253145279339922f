import { isHost } from './isHost.ts'

const character = "(?:[A-Za-z0-9\\-._~!$&'()*+,;=:@]|%[0-9A-Fa-f]{2})"
const userinfo = "(?:[A-Za-z0-9\\-._~!$&'()*+,;=:]|%[0-9A-Fa-f]{2})*"
const tail = `(?:${character}|[/?])*`

const withAuthority = new RegExp(
  `^[A-Za-z][A-Za-z0-9+.-]*://(?:${userinfo}@)?(\\[[^\\]]*\\]|[^:/?#@]*)(?::[0-9]*)?(?:/${character}*)*(?:\\?${tail})?(?:#${tail})?$`,
)
const withoutAuthority = new RegExp(
  `^[A-Za-z][A-Za-z0-9+.-]*:(?:/?${character}+(?:/${character}*)*|/)?(?:\\?${tail})?(?:#${tail})?$`,
)

/** Tests for a URI (RFC 3986 §3), with or without a fragment. Rejects relative references. */
export function isUri(text: string): boolean {
  const host = withAuthority.exec(text)?.[1]
  if (host !== undefined) return host === '' || isHost(host)
  return withoutAuthority.test(text)
}
