import { isAuthority } from './isAuthority.ts'

const character = "(?:[A-Za-z0-9\\-._~!$&'()*+,;=:@]|%[0-9A-Fa-f]{2})"
const userinfo = "(?:[A-Za-z0-9\\-._~!$&'()*+,;=:]|%[0-9A-Fa-f]{2})*"
const tail = `(?:${character}|[/?])*`

const withAuthority = new RegExp(
  `^[A-Za-z][A-Za-z0-9+.-]*://(?:${userinfo}@)?([^/?#@]*)(?:/${character}*)*(?:\\?${tail})?(?:#${tail})?$`,
)
const withoutAuthority = new RegExp(
  `^[A-Za-z][A-Za-z0-9+.-]*:(?:/?${character}+(?:/${character}*)*|/)?(?:\\?${tail})?(?:#${tail})?$`,
)

/** Whether `text` is a URI by RFC 3986 §3, fragment included. A relative reference is none. */
export function isUri(text: string): boolean {
  const authority = withAuthority.exec(text)?.[1]
  if (authority !== undefined) return authority === '' || isAuthority(authority)
  return withoutAuthority.test(text)
}
