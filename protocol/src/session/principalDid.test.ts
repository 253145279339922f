import { describe, expect, test } from 'vitest'
import { principalDid } from './principalDid.ts'

const account = 'did:pkh:eip155:1:0xf39Fd6e51aad88F6F4ce6aB8827279cffFb92266'
const key = 'did:key:z6MkvDqGT54cXesYGvABpF1UapVNwjCqRcafi4Px6Thv5T3Z'

describe('principalDid', () => {
  test.each([
    ['an address in lower case', account.toLowerCase(), account],
    ['an address in upper case', `did:pkh:eip155:1:0x${account.slice(-40).toUpperCase()}`, account],
    ['a wrong checksum', account.replace('f39F', 'F39f'), account],
    ['the right checksum', account, account],
    ['a fragment of an account', `${account.toLowerCase()}#blockchainAccountId`, account],
    ['a fragment of a key', `${key}#${key.slice('did:key:'.length)}`, key],
  ])('spells one DID for %s', (_, did, principal) => {
    expect(principalDid(did)).toBe(principal)
  })

  test.each([
    ['a key in lower case, which is another key', key.toLowerCase()],
    ['another method', 'did:web:0xf39fd6e51aad88f6f4ce6ab8827279cfffb92266.example'],
    ['another kind of chain', 'did:pkh:solana:1:0xf39fd6e51aad88f6f4ce6ab8827279cfffb92266'],
    ['a longer address', `${account.toLowerCase()}0`],
    ['a chain with a leading zero', account.toLowerCase().replace('eip155:1', 'eip155:01')],
    ['nothing', ''],
  ])('leaves %s as it is', (_, did) => {
    expect(principalDid(did)).toBe(did)
  })
})
