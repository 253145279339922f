import { decodeClientDataJSON } from '@simplewebauthn/server/helpers'

/** Whether the browser says that a ceremony ran in a frame on another origin's page (WebAuthn Level 3, 5.8.1). */
export function isCrossOrigin(clientDataJSON: string): boolean {
  const { crossOrigin }: { crossOrigin?: unknown } = decodeClientDataJSON(clientDataJSON)
  return crossOrigin === true
}
