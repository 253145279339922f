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
  if (typeof document === 'undefined') return undefined
  return {
    origin: location.origin,
    isSecure: isSecureContext,
    isIsolated: crossOriginIsolated,
    isNested: parent !== window,
    openFrame,
    openWindow,
    get commons() {
      window[commonsKey] ??= []
      return window[commonsKey]
    },
  }
}
