import { missingApi } from '@openkey/protocol'
import { neededApis } from '../checks/neededApis.ts'
import type { HostPage } from './hostPage.ts'
import { openFrame } from './openFrame.ts'
import { openWindow } from './openWindow.ts'

/** The page this script runs in, or `undefined` on a server. */
export function browserPage(): HostPage | undefined {
  // Some servers provide a partial `document` for libraries that test for one.
  if (typeof HTMLIFrameElement === 'undefined') return undefined
  return {
    origin: originOf(location),
    isSecure: isSecureContext,
    missingApi: missingApi(neededApis),
    isIsolated: crossOriginIsolated,
    // A script of the page can replace `parent`, but not `top`.
    isNested: top !== window,
    openFrame,
    openWindow,
  }
}

/**
 * The origin that messages from this page carry. Returns the bare scheme for documents outside http and https: a
 * `blob:` document inherits the origin of its creator, which proves nothing about its content. Returns `null` for a
 * page sandboxed without `allow-same-origin`.
 */
function originOf({ protocol, origin }: Location): string {
  if (globalThis.origin === 'null') return 'null'
  return protocol.startsWith('http') ? origin : protocol
}
