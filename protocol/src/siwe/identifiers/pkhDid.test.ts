import { describe, expect, test } from 'vitest'
import { parsePkhDid, pkhDid } from './pkhDid.ts'

const address = '0x19E7E376E7C213B7E7e7e46cc70A5dD086DAff2A'

describe('pkhDid', () => {
  test('names the account by chain and address', () => {
    expect(pkhDid({ chainId: 1, address })).toBe(`did:pkh:eip155:1:${address}`)
  })
})

describe('parsePkhDid', () => {
  test('reads the account back', () => {
    expect(parsePkhDid(`did:pkh:eip155:8453:${address}`)).toEqual({ chainId: 8453, address })
  })

  test.each([
    ['an address that is not EIP-55', `did:pkh:eip155:1:${address.toLowerCase()}`],
    ['a leading zero', `did:pkh:eip155:01:${address}`],
    ['chain 0', `did:pkh:eip155:0:${address}`],
    ['a chain id past the safe integers', `did:pkh:eip155:9007199254740992:${address}`],
    ['another namespace', `did:pkh:solana:1:${address}`],
    ['a fragment', `did:pkh:eip155:1:${address}#a`],
    ['a line feed at the end', `did:pkh:eip155:1:${address}\n`],
  ])('refuses %s', (_, text) => {
    expect(() => parsePkhDid(text)).toThrow(
      expect.objectContaining({ code: 'invalid_params', details: { field: 'DID', received: text } }),
    )
  })
})
