import { describe, expect, test } from 'vitest'
import { parseSiweMessage } from '../siwe/message/parseSiweMessage.ts'
import { readRecap } from '../siwe/recap/readRecap.ts'
import { testVector } from '../testing/testVector.ts'
import { createHostingMessage, type HostingMessageOptions } from './createHostingMessage.ts'

const { address, domain, issuedAt, nonce, spaceId, did } = testVector
const options: HostingMessageOptions = { address, chainId: 1, domain, issuedAt, nonce, spaceId, peerId: did }

describe('createHostingMessage', () => {
  test('lets a peer host the space, without end', () => {
    const { resources, statement, ...message } = parseSiweMessage(createHostingMessage(options))
    expect(message).toStrictEqual({ domain, address, uri: did, version: '1', chainId: 1, nonce, issuedAt })
    expect(statement).toBe(
      `I further authorize the stated URI to perform the following actions on my behalf: (1) 'tinycloud.space': 'host' for '${spaceId}/space'.`,
    )
    expect(resources).toHaveLength(1)
  })

  test('grants that and nothing else', () => {
    expect(readRecap(parseSiweMessage(createHostingMessage(options)))).toEqual({
      att: { [`${spaceId}/space`]: { 'tinycloud.space/host': [{}] } },
      prf: [],
    })
  })

  test('makes a nonce of its own', () => {
    const { nonce: _, ...rest } = options
    expect(createHostingMessage(rest)).not.toBe(createHostingMessage(rest))
  })

  test.each([
    ['a space that is none', { spaceId: 'default' }],
    ['a peer that is no key', { peerId: 'did:web:node.example' }],
    ['no address', { address: '' }],
  ])('refuses %s', (_, change) => {
    expect(() => createHostingMessage({ ...options, ...change })).toThrow(
      expect.objectContaining({ code: 'invalid_params' }),
    )
  })
})
