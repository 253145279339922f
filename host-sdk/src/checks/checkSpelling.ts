import { OpenKeyError } from '@openkey/protocol'

/**
 * Checks that no attribute is a known one with a spelling mistake. Other unknown attributes belong to other software.
 * @throws {OpenKeyError} `invalid_params` naming the attribute
 */
export function checkSpelling(attributes: readonly string[], known: readonly string[]): void {
  for (const field of attributes) {
    const meant = known.includes(field) ? undefined : known.find((name) => isNearly(letters(field), letters(name)))
    if (meant === undefined) continue
    const message = `There is no attribute ${field}. Did you mean ${meant}?`
    throw new OpenKeyError('invalid_params', message, { details: { field, expected: meant } })
  }
}

function letters(name: string): string {
  return name.toLowerCase().replace(/[-_]/g, '')
}

/** Returns whether two texts are equal but for one letter, which may be missing. */
function isNearly(one: string, other: string): boolean {
  const [shorter, longer] = one.length < other.length ? [one, other] : [other, one]
  let start = 0
  while (start < shorter.length && shorter[start] === longer[start]) start += 1
  const rest = longer.slice(start + 1)
  return rest === shorter.slice(start) || rest === shorter.slice(start + 1)
}
