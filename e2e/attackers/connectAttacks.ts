import type { ConnectAttempt } from '../pages/bareHost/main.ts'

export type ConnectAttack = { readonly name: string; readonly attempt: ConnectAttempt }

/** A `connect` by hand that must not be answered: each is wrong in one way. */
export const connectAttacks: readonly ConnectAttack[] = [
  { name: 'R1: claims another origin', attempt: { fields: { origin: 'https://bank.example' } } },
  { name: 'step 4: is meant for another document', attempt: { fields: { instance: 'a'.repeat(22) } } },
  { name: 'step 4: hands over no port', attempt: { ports: 0 } },
  { name: 'step 4: hands over one port', attempt: { ports: 1 } },
  { name: 'step 4: hands over three ports', attempt: { ports: 3 } },
  { name: 'S7: offers a session', attempt: { fields: { session: 'bearer-of-the-host' } } },
  { name: 'R6: has a prototype to give', attempt: { fields: { ['__proto__']: { appName: 'x' }, appName: undefined } } },
  { name: 'R5: is 128 KiB large', attempt: { fields: { appName: 'x'.repeat(128 * 1024) } } },
  { name: 'R10: asks for a theme that is a style', attempt: { fields: { theme: 'dark;background:url(//x)' } } },
]
