import { describe, expect, test } from 'vitest'
import { canonicalId } from './canonicalId.ts'

const address = '0x19E7E376E7C213B7E7e7e46cc70A5dD086DAff2A'
const upper = `0x${address.slice(2).toUpperCase()}`

describe('canonicalId', () => {
  test.each([
    ['a space', (text: string) => `tinycloud:pkh:eip155:1:${text}:default`],
    ['a resource of a space', (text: string) => `tinycloud:pkh:eip155:10:${text}:default/kv/0xabc?a#b`],
    ['a network', (text: string) => `urn:tinycloud:encryption:did:pkh:eip155:1:${text}:default`],
  ])('spells the address of %s in any case as EIP-55', (_, name) => {
    for (const text of [address, address.toLowerCase(), upper]) expect(canonicalId(name(text))).toBe(name(address))
  })

  test.each([
    ['an orbit of the older generation', `tinycloud:pkh:eip155:1:${address.toLowerCase()}://default`.slice(1)],
    ['a DID', `did:pkh:eip155:1:${address.toLowerCase()}`],
    ['an id without a name', `tinycloud:pkh:eip155:1:${address.toLowerCase()}`],
    ['an address that is too long', `tinycloud:pkh:eip155:1:${address.toLowerCase()}0:default`],
    ['another kind of account', `tinycloud:pkh:solana:1:${address.toLowerCase()}:default`],
    ['an id inside other text', `x tinycloud:pkh:eip155:1:${address.toLowerCase()}:default`],
    ['nothing', ''],
  ])('leaves %s as it is', (_, text) => {
    expect(canonicalId(text)).toBe(text)
  })
})
