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

/**
 * Announces a provider to whoever looks for wallets on this page, at once and whenever asked (EIP-6963).
 * @returns its undo: the provider is announced no more. Who has heard of it keeps it
 */
export function announceProvider(
  provider: Provider,
  {
    name = 'OpenKey',
    icon = openKeyIcon,
    rdns = 'so.openkey',
    uuid = globalThis.crypto?.randomUUID?.(),
    target = globalThis.window,
  }: AnnounceOptions = {},
): () => void {
  // Pages that are not secure have no such ids, and could not connect.
  if (!target || !uuid) return () => {}
  const detail = Object.freeze({ info: Object.freeze({ uuid, name, icon, rdns }), provider })
  const announce = () => void target.dispatchEvent(new CustomEvent('eip6963:announceProvider', { detail }))
  target.addEventListener('eip6963:requestProvider', announce)
  announce()
  return () => target.removeEventListener('eip6963:requestProvider', announce)
}
