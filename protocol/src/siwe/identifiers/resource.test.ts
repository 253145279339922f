import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { formatResource, parseResource } from './resource.ts'

const address = '0x19E7E376E7C213B7E7e7e46cc70A5dD086DAff2A'
const spaceId = `tinycloud:pkh:eip155:1:${address}:account`
const space = { did: `did:pkh:eip155:1:${address}`, chainId: 1, address, name: 'account' } as const

describe('parseResource', () => {
  test.each([
    ['a whole service', `${spaceId}/kv`, { space, service: 'kv' }],
    ['an empty path', `${spaceId}/capabilities/`, { space, service: 'capabilities', path: '' }],
    ['a path', `${spaceId}/kv/spaces/`, { space, service: 'kv', path: 'spaces/' }],
    ['a space id as path', `${spaceId}/kv/spaces/${spaceId}`, { space, service: 'kv', path: `spaces/${spaceId}` }],
    [
      'query and fragment',
      `${spaceId}/kv/a?b=?#c/?`,
      { space, service: 'kv', path: 'a', query: 'b=?', fragment: 'c/?' },
    ],
    ['an empty query and fragment', `${spaceId}/kv?#`, { space, service: 'kv', query: '', fragment: '' }],
  ])('reads %s, and formatResource writes it back', (_, text, resource) => {
    expect(parseResource(text)).toStrictEqual(resource)
    expect(formatResource(resource)).toBe(text)
  })

  test.each([
    ['a bare space', spaceId],
    ['an empty service', `${spaceId}/`],
    ['an owner that is not EIP-55', `${spaceId.toLowerCase()}/kv`],
    ['a network', `urn:tinycloud:encryption:did:pkh:eip155:1:${address}:default`],
    ['a space in the path', `${spaceId}/kv/a b`],
    ['a line feed at the end', `${spaceId}/kv\n`],
  ])('is undefined for %s', (_, text) => {
    expect(parseResource(text)).toBeUndefined()
  })
})

describe('formatResource', () => {
  test('is the inverse of parseResource, or throws', () => {
    const part = fc.string({ unit: fc.constantFrom(...'ab/:?#% é'), maxLength: 5 })
    const optional = fc.option(part, { nil: undefined })
    fc.assert(
      fc.property(part, optional, optional, optional, (service, path, query, fragment) => {
        const resource = { space, service, path, query, fragment }
        try {
          expect(parseResource(formatResource(resource))).toEqual(resource)
        } catch (error) {
          expect(error).toMatchObject({ code: 'invalid_params', details: { field: 'resource' } })
        }
      }),
    )
  })

  test.each([{}, { space: undefined }, { space, service: undefined }, { space: {}, service: 'kv' }])(
    'refuses %o instead of writing "undefined"',
    (parts) => {
      expect(() => formatResource(parts as Parameters<typeof formatResource>[0])).toThrow()
    },
  )
})
