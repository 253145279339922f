import * as fc from 'fast-check'
import { base58btc } from 'multiformats/bases/base58'
import { CID } from 'multiformats/cid'
import { create } from 'multiformats/hashes/digest'
import type { Caveat, Recap } from '../siwe/recap/recap.ts'

const resource = fc.oneof(
  fc
    .tuple(fc.constantFrom('default', 'account'), fc.constantFrom('/kv', '/kv/', '/kv/a/b', '/sql/a?b#c'))
    .map(([name, path]) => `tinycloud:pkh:eip155:1:0x19E7E376E7C213B7E7e7e46cc70A5dD086DAff2A:${name}${path}`),
  fc.webUrl(),
)

const name = fc.string({ unit: fc.constantFrom(...'abkvZ09-_.+*'), minLength: 1, maxLength: 4 })
const ability = fc.tuple(name, name).map((parts) => parts.join('/'))

const caveat = fc
  .dictionary(fc.oneof(fc.string({ unit: 'binary' }), fc.constant('constructor')), fc.jsonValue({ maxDepth: 1 }), {
    maxKeys: 2,
  })
  // As JSON carries it: no minus zero, and a member named __proto__ is one like any other.
  .map((value): Caveat => JSON.parse(JSON.stringify(value)))

const proof = fc
  .uint8Array({ minLength: 32, maxLength: 32 })
  .map((digest) => CID.createV1(0x55, create(0x1e, digest)).toString(base58btc))

/** ReCaps with plain and odd resources, abilities, caveats and proofs. */
export const arbitraryRecap: fc.Arbitrary<Recap> = fc.record({
  att: fc.dictionary(
    resource,
    fc.dictionary(ability, fc.array(caveat, { minLength: 1, maxLength: 2 }), { minKeys: 1, maxKeys: 4 }),
    { minKeys: 1, maxKeys: 3 },
  ),
  prf: fc.array(proof, { maxLength: 2 }),
})
