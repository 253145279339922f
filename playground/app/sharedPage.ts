/** A page that shows a value shared by a link. */
export type SharedPage = { readonly key: string; readonly link: string }

const keyName = 'shared'

/** Returns the URL of the page that shows the value of `key`. The link adds its secret as the fragment. */
export function sharedPageUrl(page: string, key: string): string {
  const url = new URL('/', page)
  url.searchParams.set(keyName, key)
  return url.href
}

/** Returns what the page was opened with, or `undefined` for any other page. */
export function readSharedPage(href: string): SharedPage | undefined {
  const { searchParams, hash } = new URL(href)
  const key = searchParams.get(keyName)
  return key !== null && hash !== '' ? { key, link: href } : undefined
}
