import { type Recap, recapMalformed } from './recap.ts'

/** Maximum number of resources in the ReCap of a SIWE message. */
export const maxResources = 64

/** Maximum number of resource-ability pairs in a ReCap, and so of resources, since each has an ability. */
export const maxAbilities = 256

/** Maximum number of proofs in a ReCap. */
export const maxProofs = 64

/**
 * Counts the contents of a ReCap. Parsers and formatters call this before they read any resource, ability or proof, so
 * that the count bounds their work.
 * @throws {OpenKeyError} `recap_malformed`
 */
export function checkRecapCounts({ att, prf }: Recap, { resources }: { readonly resources: number }): void {
  const abilities = Object.values(att).map((granted) => Object.keys(granted).length)
  const pairs = abilities.reduce((sum, count) => sum + count, 0)
  checkCount('resources', abilities.length, resources)
  checkCount('abilities', pairs, maxAbilities)
  checkCount('proofs', prf.length, maxProofs)
}

function checkCount(what: string, count: number, most: number): void {
  if (count > most) throw recapMalformed(`A ReCap has at most ${most} ${what}; this one has ${count}.`)
}
