import { describe, expect, test } from 'vitest'
import { formatNetworkId, parseNetworkId } from './networkId.ts'

const address = '0x19E7E376E7C213B7E7e7e46cc70A5dD086DAff2A'
const text = `urn:tinycloud:encryption:did:pkh:eip155:1:${address}:default`

describe('formatNetworkId', () => {
  test('joins the owner and the name', () => {
    expect(formatNetworkId({ chainId: 1, address, name: 'default' })).toBe(text)
  })
})

describe('parseNetworkId', () => {
  test('reads owner and name', () => {
    const network = { did: `did:pkh:eip155:1:${address}`, chainId: 1, address, name: 'default' }
    expect(parseNetworkId(text)).toEqual(network)
    expect(formatNetworkId(parseNetworkId(text))).toBe(text)
  })

  test.each([
    ['an owner that is not EIP-55', text.toLowerCase()],
    ['a name with a slash', `${text}/a`],
    ['a name with a colon', `${text}:a`],
    ['a missing name', `urn:tinycloud:encryption:did:pkh:eip155:1:${address}`],
    ['a line feed at the end', `${text}\n`],
  ])('refuses %s', (_, candidate) => {
    expect(() => parseNetworkId(candidate)).toThrow(
      expect.objectContaining({ code: 'invalid_params', details: { field: 'network', received: candidate } }),
    )
  })
})

describe('formatNetworkId', () => {
  const good = { chainId: 1, address: '0x19E7E376E7C213B7E7e7e46cc70A5dD086DAff2A', name: 'default' } as const

  test.each<[string, object]>([
    ['chainId', { chainId: undefined }],
    ['chainId', { chainId: 0 }],
    ['chainId', { chainId: '1' }],
    ['address', { address: null }],
    ['address', { address: '0x19E7' }],
    ['name', { name: undefined }],
    ['name', { name: null }],
    ['name', { name: '' }],
    ['name', { name: 'a/b' }],
    ['name', { name: 'a:b' }],
  ])('names the %s that it cannot write: %j', (field, change) => {
    expect(() => formatNetworkId({ ...good, ...change })).toThrow(
      expect.objectContaining({ code: 'invalid_params', details: { field } }),
    )
  })
})
