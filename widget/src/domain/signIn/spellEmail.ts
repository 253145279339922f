/**
 * Spells an internationalised domain as DNS does. Browsers differ in what they make of one: so each sends the same, and
 * the screen shows the address that is sent. Any other text stays as it is: the key endpoint decides what an address
 * is.
 */
export function spellEmail(text: string): string {
  const [, local = '', domain = ''] =
    /^(.*@)(?=.*\P{ASCII})([\p{L}\p{M}\p{N}\p{Join_Control}.。．｡-]+)$/u.exec(text) ?? []
  try {
    return local === '' ? text : local + new URL(`http://${domain}`).hostname
  } catch {
    return text
  }
}
