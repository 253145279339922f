import { describe, expect, test } from 'vitest'
import { testVector } from '../../testing/testVector.ts'
import { readRecipient } from './recipient.ts'

const address = '0x19E7E376E7C213B7E7e7e46cc70A5dD086DAff2A'
const other = '0xf39Fd6e51aad88F6F4ce6aB8827279cffFb92266'
const key = testVector.did
const fragment = key.slice('did:key:'.length)

function read(uri: string, chainId = 1) {
  return readRecipient({ uri, address, chainId })
}

describe('readRecipient', () => {
  test.each([
    ['a did:key', key],
    ['a did:key with its own fragment', `${key}#${fragment}`],
  ])('reads %s', (_, uri) => {
    expect(read(uri)).toEqual({ kind: 'key', did: key })
  })

  test.each([
    ['the did:pkh of another account', `did:pkh:eip155:1:${other}`],
    ['one in lower case, as the same account', `did:pkh:eip155:1:${other.toLowerCase()}`],
  ])('reads %s', (_, uri) => {
    const user = { kind: 'user', did: `did:pkh:eip155:1:${other}`, account: { chainId: 1, address: other } }
    expect(read(uri)).toEqual(user)
  })

  test('treats the same address on another chain as another account', () => {
    expect(read(`did:pkh:eip155:10:${address}`)).toMatchObject({ account: { chainId: 10, address } })
  })

  test.each([
    ['the account that signs', `did:pkh:eip155:1:${address}`],
    ['the account that signs, in lower case', `did:pkh:eip155:1:${address.toLowerCase()}`],
    ['an address whose checksum is wrong', `did:pkh:eip155:1:${other.replace('F', 'f')}`],
    ['an address in capitals', `did:pkh:eip155:1:0x${other.slice(2).toUpperCase()}`],
    ['an address that is too short', `did:pkh:eip155:1:${other.slice(0, -1)}`],
    ['a padded chain', `did:pkh:eip155:01:${other}`],
    ['another namespace', `did:pkh:solana:1:${other}`],
    ['a fragment', `did:pkh:eip155:1:${other}#blockchainAccountId`],
    ['a query', `did:pkh:eip155:1:${other}?x`],
    ['a path', `did:pkh:eip155:1:${other}/x`],
    ['capitals in the scheme', `DID:PKH:eip155:1:${other}`],
    ['an address alone', other],
    ['a URL', 'https://app.example'],
    ['a DID that a server decides', 'did:web:app.example'],
    ['the did:key of the EIP’s example', 'did:key:example'],
    ['the fragment of another key', `${key}#z6MkvUUgH9FQwGL5z16eG9Ug41uS6yiDKg4nV2Hfocho9znd`],
    ['a revocation', 'ucan:bafkr4igkc47eaypq5ohpbkb2b3z3vt2de3fppgltudns5qir6uollh7rqq'],
  ])('S4: refuses %s', (_, uri) => {
    expect(() => read(uri)).toThrow(
      expect.objectContaining({ code: 'siwe_uri_mismatch', details: { field: 'URI', received: uri } }),
    )
  })
})
