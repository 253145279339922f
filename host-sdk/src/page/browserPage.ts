import { missingApi } from '@openkey/protocol'
import { neededApis } from '../checks/neededApis.ts'
import type { Common } from '../joinCommon.ts'
import { version } from '../version.ts'
import type { HostPage } from './hostPage.ts'
import { openFrame } from './openFrame.ts'
import { openWindow } from './openWindow.ts'

/**
 * Where copies of this release on one page find each other: bundled twice, loaded twice, or replaced while developing.
 * Another release has parts of another shape, and a frame of its own.
 */
const commonsKey: unique symbol = Symbol.for(`@openkey/host-sdk ${version}`)

declare global {
  interface Window {
    [commonsKey]?: Common[]
  }
}

/** The page we are in, or `undefined` on a server. */
export function browserPage(): HostPage | undefined {
  // Some servers have a document without elements, for a library that looks for one.
  if (typeof HTMLIFrameElement === 'undefined') return undefined
  return {
    origin: originOf(location),
    isSecure: isSecureContext,
    lacks: missingApi(neededApis),
    isIsolated: crossOriginIsolated,
    // A page's script can replace `parent`, and not `top`.
    isNested: top !== window,
    openFrame,
    openWindow,
    get commons() {
      window[commonsKey] ??= []
      return window[commonsKey]
    },
  }
}

/**
 * The origin as messages of this page carry it. Documents of other schemes have none that proves anything, even where a
 * browser gives them that of another page (`blob:`); nor has a page in a sandbox without `allow-same-origin`.
 */
function originOf({ protocol, origin }: Location): string {
  if (globalThis.origin === 'null') return 'null'
  return protocol.startsWith('http') ? origin : protocol
}
