/** The parts of the page, in the order of their links, the one that opens first at the front. */
export const tabs = [
  { id: 'sign-in', name: 'Sign in' },
  { id: 'log', name: 'Protocol log' },
  { id: 'waterfall', name: 'Waterfall' },
  { id: 'account', name: 'Account' },
  { id: 'break', name: 'Break it' },
  { id: 'doctor', name: 'Doctor' },
  { id: 'attacks', name: 'Attacks' },
] as const

export type Tab = (typeof tabs)[number]['id']

/** Reads the tab of a URL. */
export function readTab(href: string): Tab {
  const wanted = new URL(href).searchParams.get('tab')
  return tabs.find(({ id }) => id === wanted)?.id ?? tabs[0].id
}

/** Returns a URL that opens a tab, with everything else as it is. */
export function writeTab(href: string, tab: Tab): string {
  const url = new URL(href)
  url.searchParams.set('tab', tab)
  if (tab === tabs[0].id) url.searchParams.delete('tab')
  return url.href
}
