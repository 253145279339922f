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

/** Names that a hostile app claims, and the text that the widget shows. */
export const appNames: readonly { readonly given: string; readonly shown: string }[] = [
  { given: 'https://bank.example', shown: 'https://bank.example' },
  { given: '<img src=x onerror=alert(1)>', shown: '<img src=x onerror=alert(1)>' },
  { given: 'Bank\u202e.knab', shown: 'Bank⟨U+202E⟩.knab' },
  { given: 'a\u0000b\u001bc\u2066d', shown: 'a⟨U+0000⟩b⟨U+001B⟩c⟨U+2066⟩d' },
  { given: 'Notes” is verified by “OpenKey', shown: 'Notes⟨U+201D⟩ is verified by ⟨U+201C⟩OpenKey' },
  { given: 'Bank\n\nVerified', shown: 'Bank⟨U+000A⟩⟨U+000A⟩Verified' },
]
