import { compareBytewise } from '../../encoding/utf8.ts'
import { OpenKeyError } from '../../errors/openKeyError.ts'
import { maxSiweBytes } from '../message/siweMessage.ts'
import { type Recap, recapMalformed } from './recap.ts'

/** The words every generated sentence opens with (EIP-5573). */
export const recapOpening = 'I further authorize the stated URI to perform the following actions on my behalf:'

/**
 * Says in the words of EIP-5573 what a ReCap delegates: resources bytewise, per resource its namespaces bytewise and
 * numbered throughout, per namespace its abilities bytewise. Caveats have no words there.
 *
 * Each namespace repeats the resource, so a short ReCap can expand to a very long statement. The function stops at the
 * length that a message can hold.
 * @throws {OpenKeyError} `message_too_large`; `recap_malformed` without `att`
 */
export function recapStatement({ att }: Recap): string {
  if (typeof att !== 'object' || att === null) throw recapMalformed('The ReCap has no member "att".', undefined, 'att')
  let statement = recapOpening
  let count = 0
  for (const resource of Object.keys(att).sort(compareBytewise)) {
    for (const [namespace, names] of groupByNamespace(Object.keys(att[resource] ?? {}))) {
      count++
      statement += ` (${count}) '${namespace}': ${names.join(', ')} for '${resource}'.`
      if (statement.length > maxSiweBytes) throw tooLarge()
    }
  }
  return statement
}

/** Groups ability names, in quotation marks, by namespace. Namespaces and names are sorted. */
function groupByNamespace(abilities: readonly string[]): [namespace: string, names: readonly string[]][] {
  const groups = new Map<string, string[]>()
  for (const ability of [...abilities].sort(compareBytewise)) {
    const slash = ability.indexOf('/')
    const namespace = ability.slice(0, slash)
    const name = `'${ability.slice(slash + 1)}'`
    const names = groups.get(namespace)
    if (names === undefined) groups.set(namespace, [name])
    else names.push(name)
  }
  return [...groups].sort(([a], [b]) => compareBytewise(a, b))
}

function tooLarge(): OpenKeyError<'message_too_large'> {
  return new OpenKeyError(
    'message_too_large',
    `The sentence of this ReCap has more than ${maxSiweBytes} characters, the most that a sign-in message can hold.`,
  )
}
