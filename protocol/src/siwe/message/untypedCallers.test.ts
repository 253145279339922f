import { describe, expect, test } from 'vitest'
import { createHostingMessage } from '../../session/createHostingMessage.ts'
import { prepareSession } from '../../session/prepareSession.ts'
import { toChecksumAddress } from '../identifiers/address.ts'
import { keyDid, keyDidUrl, parseKeyDid } from '../identifiers/keyDid.ts'
import { parseNetworkId } from '../identifiers/networkId.ts'
import { parsePkhDid, pkhDid } from '../identifiers/pkhDid.ts'
import { parseSpaceId } from '../identifiers/spaceId.ts'
import { parseTimestamp } from './parseTimestamp.ts'

/** As JavaScript calls it. */
type Untyped = (argument: unknown) => unknown

const address = '0x19E7E376E7C213B7E7e7e46cc70A5dD086DAff2A'
const spaceId = `tinycloud:pkh:eip155:1:${address}:default`
const session = {
  address,
  chainId: 1,
  domain: 'app.example',
  issuedAt: '2026-01-01T00:00:00Z',
  expirationTime: '2026-01-02T00:00:00Z',
  spaceId,
  abilities: { kv: { '': ['tinycloud.kv/get'] } },
}
const host = { ...session, peerId: 'did:key:z6MkvDqGT54cXesYGvABpF1UapVNwjCqRcafi4Px6Thv5T3Z' }

describe('callers in JavaScript', () => {
  test.each<[string, string, Untyped]>([
    ['toChecksumAddress', 'address', toChecksumAddress as Untyped],
    ['parseKeyDid', 'DID', parseKeyDid as Untyped],
    ['keyDid', 'publicKey', keyDid as Untyped],
    ['keyDidUrl', 'publicKey', keyDidUrl as Untyped],
    ['parsePkhDid', 'DID', parsePkhDid as Untyped],
    ['parseSpaceId', 'space', parseSpaceId as Untyped],
    ['parseNetworkId', 'network', parseNetworkId as Untyped],
    ['parseTimestamp', 'timestamp', parseTimestamp as Untyped],
  ])('are told by %s that %s is missing', (_, field, call) => {
    for (const argument of [undefined, null]) {
      expect(() => call(argument)).toThrow(expect.objectContaining({ details: expect.objectContaining({ field }) }))
    }
  })

  test('are told which part of an account is missing', () => {
    const write = pkhDid as Untyped
    expect(() => write({ chainId: 1 })).toThrow(expect.objectContaining({ details: { field: 'address' } }))
    expect(() => write({ address })).toThrow(expect.objectContaining({ details: { field: 'chainId' } }))
  })

  test('get no key of another length written', () => {
    expect(() => keyDid(new Uint8Array(31))).toThrow(expect.objectContaining({ details: { field: 'publicKey' } }))
  })

  test.each([
    ['address', 'address'],
    ['chainId', 'Chain ID'],
    ['domain', 'Domain'],
    ['issuedAt', 'Issued At'],
  ])('are told by createHostingMessage and prepareSession that %s is missing', (name, label) => {
    const named = expect.objectContaining({
      details: expect.objectContaining({ field: name === 'address' ? 'address' : label }),
    })
    for (const value of [undefined, null]) {
      expect(() => (createHostingMessage as Untyped)({ ...host, [name]: value })).toThrow(named)
      expect(() => (prepareSession as Untyped)({ ...session, [name]: value })).toThrow(named)
    }
  })

  test('are told by prepareSession that a session has no end of null', () => {
    expect(() => (prepareSession as Untyped)({ ...session, expirationTime: null })).toThrow(
      expect.objectContaining({ code: 'siwe_malformed', details: { field: 'Expiration Time' } }),
    )
  })
})
