import { isBase58Cid, maxCidLength } from '../identifiers/multibaseCid.ts'
import { isUri } from '../identifiers/uri.ts'
import { type Recap, recapMalformed } from './recap.ts'

const ability = /^[A-Za-z0-9\-_.+*]+\/[A-Za-z0-9\-_.+*]+$/

/**
 * Checks the content of a ReCap: resources are URIs, abilities are namespaced names, nothing is empty, proofs are CIDs.
 * Names like `__proto__` are neither URIs nor abilities, so none can become a key of `att`.
 * @throws {OpenKeyError} `recap_malformed`
 */
export function checkRecap({ att, prf }: Recap): void {
  const resources = Object.entries(att)
  if (resources.length === 0) throw recapMalformed('A ReCap must have at least one resource.')
  for (const [resource, abilities] of resources) {
    if (!isUri(resource)) throw recapMalformed('Each resource of a ReCap must be a URI.')
    const granted = Object.entries(abilities)
    if (granted.length === 0) throw recapMalformed('Each resource of a ReCap must have at least one ability.')
    if (!granted.every(([name]) => ability.test(name)))
      throw recapMalformed('The name of each ability must have the form <namespace>/<name>.')
    if (granted.some(([, caveats]) => caveats.length === 0))
      throw recapMalformed('An ability has an empty array of caveats. For an ability without caveats, write [{}].')
  }
  prf.forEach(checkProof)
}

function checkProof(proof: string): void {
  if (isBase58Cid(proof)) return
  throw recapMalformed(
    `A proof of a ReCap must be a base58btc CID of at most ${maxCidLength} characters; this one has ${proof.length} and is not valid.`,
  )
}

/** Maximum number of resources in the ReCap of a SIWE message. */
export const maxResources = 64

/** Maximum number of resource-ability pairs in a ReCap, and so of resources, since each has an ability. */
export const maxAbilities = 256

/** Maximum number of proofs in a ReCap. */
const maxProofs = 64

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
