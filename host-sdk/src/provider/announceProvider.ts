import { openKeyIcon } from './openKeyIcon.ts'
import type { Provider } from './provider.ts'

export type AnnounceOptions = {
  /** What a list of wallets calls it. @default 'OpenKey' */
  readonly name?: string | undefined
  /** Square image as a data URI (RFC 2397), shown by lists of wallets. @default OpenKey's key */
  readonly icon?: `data:image/${string}` | undefined
  /** Reverse domain name: the same on every page and visit. @default 'so.openkey' */
  readonly rdns?: string | undefined
  /** UUIDv4, unique to this page load. @default a random one */
  readonly uuid?: string | undefined
  /** Where wallets are announced. @default the page's window; nowhere on a server */
  readonly target?: EventTarget | undefined
}

/** One entry in a list of wallets, and who has announced it; the last of them is the one that is listed. */
type Entry = { readonly uuid: string; readonly details: object[]; readonly announce: () => void }

/** On the target, where copies of this module find each other: bundled twice, or replaced while developing. */
const entriesKey: unique symbol = Symbol.for('@openkey/host-sdk announced')

/**
 * Announces a provider to whoever looks for wallets on this page, at once and whenever asked (EIP-6963). Announcements
 * of the same `rdns` and `name` are one wallet, which keeps its `uuid`: lists show it once.
 * @returns its undo: the provider is announced no more. Who has heard of it keeps it
 */
export function announceProvider(
  provider: Provider,
  { name = 'OpenKey', icon = openKeyIcon, rdns = 'so.openkey', uuid, target = globalThis.window }: AnnounceOptions = {},
): () => void {
  // Some servers have a window without events.
  if (typeof target?.dispatchEvent !== 'function') return () => {}
  const entries = entriesOf(target)
  const key = JSON.stringify([rdns, name, uuid])
  const entry = entries.get(key) ?? createEntry(target, uuid)
  // Pages that are not secure have no random ids, and could not connect.
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
