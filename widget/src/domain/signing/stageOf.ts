import type { Stage } from '@openkey/protocol'
import type { SigningScreen } from './signingState.ts'

const stages: Record<SigningScreen['phase'], Stage | undefined> = {
  idle: undefined,
  welcome: 'waiting',
  passkey: 'authenticating',
  email: 'authenticating',
  code: 'authenticating',
  account: 'authenticating',
  codeRefused: 'authenticating',
  confirm: 'authenticating',
  offer: 'authenticating',
  review: 'reviewing',
  signing: 'signing',
  continued: 'waiting',
  done: 'done',
  problem: 'waiting',
  refused: undefined,
}

/**
 * What the host is told about a screen. Must not depend on the account before the first press (S8):
 * the only screens it can lead from are `welcome`, and whichever comes next is `authenticating`, or still `waiting`
 * for a window.
 */
export function stageOf(screen: SigningScreen): Stage | undefined {
  return stages[screen.phase]
}
