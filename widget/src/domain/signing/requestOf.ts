import type { PendingRequest } from './pendingRequest.ts'
import type { SigningScreen } from './signingState.ts'

/** The request a screen is about, settled or not. */
export function requestOf(screen: SigningScreen): PendingRequest | undefined {
  switch (screen.phase) {
    case 'idle':
      return undefined
    case 'done':
    case 'refused':
      return screen.request
    case 'problem':
      return screen.back.flow.request
    default:
      return screen.flow.request
  }
}

/** A free screen may give way to the next request: no call waits for it. */
export function isFree({ phase }: SigningScreen): boolean {
  return phase === 'idle' || phase === 'done' || phase === 'refused'
}
