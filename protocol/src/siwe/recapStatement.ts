import { compareBytewise } from '../encoding/compareBytewise.ts'
import type { Recap } from './recap.ts'

/** The words every generated sentence opens with (EIP-5573). */
export const recapOpening = 'I further authorize the stated URI to perform the following actions on my behalf:'

/**
 * Says in the words of EIP-5573 what a ReCap delegates: resources bytewise, per resource its namespaces bytewise and
 * numbered throughout, per namespace its abilities bytewise. Caveats have no words there.
 */
export function recapStatement({ att }: Recap): string {
  const items = Object.keys(att)
    .sort(compareBytewise)
    .flatMap((resource) => describe(resource, Object.keys(att[resource] ?? {})))
  return [recapOpening, ...items.map((item, index) => `(${index + 1}) ${item}`)].join(' ')
}

function describe(resource: string, abilities: readonly string[]): string[] {
  const namespaces = new Set(abilities.map((ability) => ability.slice(0, ability.indexOf('/'))))
  return [...namespaces].sort(compareBytewise).map((namespace) => {
    const names = abilities
      .filter((ability) => ability.startsWith(`${namespace}/`))
      .map((ability) => ability.slice(namespace.length + 1))
    const list = names.sort(compareBytewise).map((name) => `'${name}'`)
    return `'${namespace}': ${list.join(', ')} for '${resource}'.`
  })
}
