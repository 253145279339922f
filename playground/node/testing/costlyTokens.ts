import { maxAuthorizationLength } from '../limits.ts'
import { cidOf, sessionKey, type UcanParts, ucan } from './independentClient.ts'

const key = sessionKey(new Uint8Array(32).fill(9))
const recipient = sessionKey(new Uint8Array(32).fill(10)).did
const known = cidOf('a.b.c')

/** Signs the longest token with `count` costly parts that fits into the header. */
function longest(partsOf: (count: number) => Partial<UcanParts>): string {
  const write = (count: number) =>
    ucan(key, { att: { 'urn:a:b': abilities }, exp: 1_767_312_060, aud: key.did, ...partsOf(count) })
  let [least, most] = [0, 65_536]
  while (most - least > 1) {
    const middle = (least + most) >> 1
    if (write(middle).length <= maxAuthorizationLength) least = middle
    else most = middle
  }
  return write(least)
}

function many<Value>(count: number, item: (index: number) => Value): Value[] {
  return Array.from({ length: count }, (_, index) => item(index))
}

const address = (index: number) => `0x${index.toString(16).padStart(40, '0')}`
const resource = (index: number) => `tinycloud:pkh:eip155:1:${address(index)}:default/kv/a`
const abilities = { 'tinycloud.kv/get': [{}] }
const long = (count: number) => `tinycloud:pkh:eip155:1:${address(1)}:default/kv/${'a/'.repeat(count)}`

const invocations: readonly (readonly [name: string, parts: (count: number) => Partial<UcanParts>])[] = [
  [
    'spaces of different accounts',
    (count) => ({ att: Object.fromEntries(many(Math.min(count, 256), (index) => [resource(index), abilities])) }),
  ],
  [
    'too many resources',
    (count) => ({ att: Object.fromEntries(many(count, (index) => [`urn:a:${index}`, abilities])) }),
  ],
  [
    'abilities',
    (count) => ({ att: { [resource(1)]: Object.fromEntries(many(count, (index) => [`a/${index}`, [{}]])) } }),
  ],
  ['caveats', (count) => ({ att: { [resource(1)]: { 'tinycloud.kv/get': many(count, () => ({})) } } })],
  ['a long path', (count) => ({ att: { [long(count)]: abilities } })],
  [
    'escapes in the name of a space',
    (count) => ({ att: { [`tinycloud:pkh:eip155:1:${address(1)}:${'%2A'.repeat(count)}/kv`]: abilities } }),
  ],
  ['proofs', (count) => ({ prf: many(count, () => known) })],
  ['facts', (count) => ({ fct: many(count, () => ({})) })],
  ['one wide fact', (count) => ({ fct: [Object.fromEntries(many(count, (index) => [`k${index}`, 1]))] })],
  [
    'a deep fact',
    (count) => ({
      fct: [JSON.parse(`{"a":${'['.repeat(Math.min(count, 2_000))}${']'.repeat(Math.min(count, 2_000))}}`)],
    }),
  ],
  ['a nonce', (count) => ({ nnc: 'n'.repeat(count) })],
]

/** Tokens of the maximum length, by their costly part: addressed to their issuer and to another key. */
export const costlyTokens: readonly { readonly name: string; readonly text: string }[] = invocations.flatMap(
  ([name, parts]) => [
    { name: `an invocation with ${name}`, text: longest(parts) },
    { name: `a delegation with ${name}`, text: longest((count) => ({ ...parts(count), aud: recipient })) },
  ],
)
