import { describe, expect, test } from 'vitest'
import { formatSpaceId, parseSpaceId } from './spaceId.ts'

const address = '0x19E7E376E7C213B7E7e7e46cc70A5dD086DAff2A'
const text = `tinycloud:pkh:eip155:1:${address}:default`

describe('formatSpaceId', () => {
  test('joins the account and the name', () => {
    expect(formatSpaceId({ chainId: 1, address, name: 'default' })).toBe(text)
  })
})

describe('parseSpaceId', () => {
  test('reads owner and name', () => {
    const space = { did: `did:pkh:eip155:1:${address}`, chainId: 1, address, name: 'default' }
    expect(parseSpaceId(text)).toEqual(space)
    expect(formatSpaceId(parseSpaceId(text))).toBe(text)
  })

  test.each([
    ['an address that is not EIP-55', text.replace(address, address.toLowerCase())],
    ['a missing name', `tinycloud:pkh:eip155:1:${address}`],
    ['an empty name', `tinycloud:pkh:eip155:1:${address}:`],
    ['a name with a colon', `${text}:more`],
    ['a resource', `${text}/kv`],
    ['a fragment', `${text}#a`],
    ['a container of the Gen-0 format', `tinycloud:pkh:eip155:1:${address}://default`],
    ['a line feed at the end', `${text}\n`],
  ])('refuses %s', (_, candidate) => {
    expect(() => parseSpaceId(candidate)).toThrow(
      expect.objectContaining({ code: 'invalid_params', details: { field: 'space', received: candidate } }),
    )
  })
})

describe('formatSpaceId', () => {
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
    expect(() => formatSpaceId({ ...good, ...change })).toThrow(
      expect.objectContaining({ code: 'invalid_params', details: { field } }),
    )
  })
})
