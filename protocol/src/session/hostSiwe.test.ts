import { describe, expect, test } from 'vitest'
import { parseSiweMessage } from '../siwe/parseSiweMessage.ts'
import { readRecap } from '../siwe/readRecap.ts'
import { workedVector } from '../testing/workedVector.ts'
import { type HostSiweOptions, hostSiwe } from './hostSiwe.ts'

const { address, domain, issuedAt, nonce, spaceId, did } = workedVector
const options: HostSiweOptions = { address, chainId: 1, domain, issuedAt, nonce, spaceId, peerId: did }

describe('hostSiwe', () => {
  test('lets a peer host the space, without end', () => {
    const { resources, statement, ...message } = parseSiweMessage(hostSiwe(options))
    expect(message).toStrictEqual({ domain, address, uri: did, version: '1', chainId: 1, nonce, issuedAt })
    expect(statement).toBe(
      `I further authorize the stated URI to perform the following actions on my behalf: (1) 'tinycloud.space': 'host' for '${spaceId}/space'.`,
    )
    expect(resources).toHaveLength(1)
  })

  test('grants that and nothing else', () => {
    expect(readRecap(parseSiweMessage(hostSiwe(options)))).toEqual({
      att: { [`${spaceId}/space`]: { 'tinycloud.space/host': [{}] } },
      prf: [],
    })
  })

  test('makes a nonce of its own', () => {
    const { nonce: _, ...rest } = options
    expect(hostSiwe(rest)).not.toBe(hostSiwe(rest))
  })

  test.each([
    ['a space that is none', { spaceId: 'default' }],
    ['a peer that is no key', { peerId: 'did:web:node.example' }],
    ['no address', { address: '' }],
  ])('refuses %s', (_, change) => {
    expect(() => hostSiwe({ ...options, ...change })).toThrow(expect.objectContaining({ code: 'invalid_params' }))
  })
})
