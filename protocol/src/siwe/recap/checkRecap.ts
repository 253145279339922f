import { isBase58Cid, maxCidLength } from '../identifiers/isBase58Cid.ts'
import { isUri } from '../identifiers/isUri.ts'
import { type Recap, recapMalformed } from './recap.ts'

const ability = /^[A-Za-z0-9\-_.+*]+\/[A-Za-z0-9\-_.+*]+$/

/**
 * Checks the content of a ReCap: resources are URIs, abilities are namespaced names, nothing is empty, proofs are CIDs.
 * Names like `__proto__` are neither URIs nor abilities, so none can become a key of `att`.
 * @throws {OpenKeyError} `recap_malformed`
 */
export function checkRecap({ att, prf }: Recap): void {
  const resources = Object.entries(att)
  if (resources.length === 0) throw recapMalformed('The ReCap grants nothing.')
  for (const [resource, abilities] of resources) {
    if (!isUri(resource)) throw recapMalformed('A resource of the ReCap is not a valid URI.')
    const granted = Object.entries(abilities)
    if (granted.length === 0) throw recapMalformed('A resource of the ReCap has no ability.')
    if (!granted.every(([name]) => ability.test(name)))
      throw recapMalformed('An ability of the ReCap has no valid name.')
    if (granted.some(([, caveats]) => caveats.length === 0))
      throw recapMalformed('An ability has an empty list of caveats. For an ability without limits, write [{}].')
  }
  prf.forEach(checkProof)
}

function checkProof(proof: string): void {
  if (isBase58Cid(proof)) return
  throw recapMalformed(
    `A proof of a ReCap must be a base58btc CID of at most ${maxCidLength} characters; this one has ${proof.length} and is not valid.`,
  )
}
