import { openKeyIcon } from './openKeyIcon.ts'
import type { Provider } from './provider.ts'

export type AnnounceOptions = {
  /** Name in lists of wallets. @default 'OpenKey' */
  readonly name?: string | undefined
  /** Square image as a data URI ([RFC 2397](https://www.rfc-editor.org/rfc/rfc2397)). @default the icon of OpenKey */
  readonly icon?: `data:image/${string}` | undefined
  /** Reverse domain name, the same on every page and visit. @default 'so.openkey' */
  readonly rdns?: string | undefined
  /** UUIDv4, unique to this page load. @default a random UUID */
  readonly uuid?: string | undefined
  /** Target of the events. @default `window`; none on a server */
  readonly target?: EventTarget | undefined
}

/** One entry in lists of wallets, with its announced details. The last of them is listed. */
type Entry = { readonly uuid: string; readonly details: object[]; readonly announce: () => void }

/** Copies of this module share their entries by this key, for example after a hot reload. */
const entriesKey: unique symbol = Symbol.for('@openkey/host-sdk announced')

/**
 * Announces a provider to wallet lists on this page, at once and on request
 * ([EIP-6963](https://eips.ethereum.org/EIPS/eip-6963)). Announcements with the same `rdns` and `name` count as one
 * wallet with one `uuid`, which lists show once.
 * @returns a function that stops announcing. Lists that have received the provider keep it
 * @example
 * announceProvider(createProvider(openkey))
 */
export function announceProvider(
  provider: Provider,
  { name = 'OpenKey', icon = openKeyIcon, rdns = 'so.openkey', uuid, target = globalThis.window }: AnnounceOptions = {},
): () => void {
  // Some servers provide a partial `window`.
  if (typeof target?.dispatchEvent !== 'function') return () => {}
  const entries = entriesOf(target)
  const key = JSON.stringify([rdns, name, uuid])
  const entry = entries.get(key) ?? createEntry(target, uuid)
  // Insecure pages lack `randomUUID`. They cannot connect either.
  if (!entry) return () => {}
  entries.set(key, entry)
  const { details, announce } = entry
  const detail = Object.freeze({ info: Object.freeze({ uuid: entry.uuid, name, icon, rdns }), provider })
  const listed = details.at(-1)
  if (details.push(detail) === 1) target.addEventListener('eip6963:requestProvider', announce)
  if (!listed || Reflect.get(listed, 'provider') !== provider) announce()
  return () => {
    const index = details.indexOf(detail)
    if (index >= 0) details.splice(index, 1)
    if (details.length === 0) target.removeEventListener('eip6963:requestProvider', announce)
  }
}

function entriesOf(target: EventTarget & { [entriesKey]?: Map<string, Entry> }): Map<string, Entry> {
  target[entriesKey] ??= new Map()
  return target[entriesKey]
}

function createEntry(target: EventTarget, given: string | undefined): Entry | undefined {
  const uuid = given ?? globalThis.crypto?.randomUUID?.()
  if (!uuid) return undefined
  const details: object[] = []
  const announce = () => {
    const detail = details.at(-1)
    target.dispatchEvent(new CustomEvent('eip6963:announceProvider', { detail }))
  }
  return { uuid, details, announce }
}
