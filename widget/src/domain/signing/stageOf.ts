import type { Stage } from '@openkey/protocol'
import type { SigningScreen } from './signingState.ts'

const stages: Record<SigningScreen['phase'], Stage | undefined> = {
  idle: undefined,
  openWindow: 'waiting',
  welcome: 'waiting',
  passkey: 'authenticating',
  email: 'authenticating',
  code: 'authenticating',
  account: 'authenticating',
  codeRefused: 'authenticating',
  confirm: 'authenticating',
  offer: 'authenticating',
  wrongAccount: 'authenticating',
  access: 'authenticating',
  review: 'reviewing',
  signing: 'signing',
  continued: 'waiting',
  done: 'done',
  problem: 'waiting',
  refused: undefined,
}

/**
 * Returns the stage to report to the host. For an unknown origin it is `waiting` until the user has approved, whatever
 * happens on screen (S8). For other origins it is `waiting` until the first press.
 */
export function stageOf(screen: SigningScreen): Stage | undefined {
  const stage = stages[screen.phase]
  return stage !== undefined && isUnknownOrigin(screen) ? 'waiting' : stage
}

function isUnknownOrigin(screen: SigningScreen): boolean {
  if ('flow' in screen) return screen.flow.isUnknownOrigin
  return screen.phase === 'problem' && screen.back.flow.isUnknownOrigin
}
