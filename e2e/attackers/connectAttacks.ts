import type { ConnectAttempt } from '../pages/bareHost/main.ts'

export type ConnectAttack = { readonly name: string; readonly attempt: ConnectAttempt }

/** A `connect` by hand that must not be answered: it is not meant for this document, or names no channel. */
export const connectAttacks: readonly ConnectAttack[] = [
  { name: 'step 4: is meant for another document', attempt: { fields: { instance: 'a'.repeat(22) } } },
  { name: 'step 4: hands over no port', attempt: { ports: 0 } },
  { name: 'step 4: hands over one port', attempt: { ports: 1 } },
  { name: 'step 4: hands over three ports', attempt: { ports: 3 } },
  { name: 'step 4: names no channel', attempt: { fields: { channel: '' } } },
  { name: 'R6: has a prototype to give', attempt: { fields: { ['__proto__']: { appName: 'x' }, appName: undefined } } },
  { name: 'R5: is 128 KiB large', attempt: { fields: { appName: 'x'.repeat(128 * 1024) } } },
]

/** A `connect` by hand with an invalid member, and the member that its sender is told. */
export const invalidConnects: readonly (ConnectAttack & { readonly details: { readonly field?: string } })[] = [
  { name: 'R1: claims another origin', attempt: { fields: { origin: 'https://bank.example' } }, details: {} },
  { name: 'S7: offers a session', attempt: { fields: { session: 'bearer-of-the-host' } }, details: {} },
  { name: 'has no name', attempt: { fields: { appName: null } }, details: { field: 'appName' } },
  {
    name: 'R10: asks for a theme that is a style',
    attempt: { fields: { theme: 'dark;background:url(//x)' } },
    details: { field: 'theme' },
  },
  {
    name: 'has a name of 65 characters',
    attempt: { fields: { appName: 'x'.repeat(65) } },
    details: { field: 'appName' },
  },
  { name: 'asks for a locale by path', attempt: { fields: { locale: '../de' } }, details: { field: 'locale' } },
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
