import { describe, expect, test } from 'vitest'
import { readRevokedDelegation } from './revokedDelegation.ts'
import type { SiweMessage } from './siweMessage.ts'

const cid = 'bafkr4igkc47eaypq5ohpbkb2b3z3vt2de3fppgltudns5qir6uollh7rqq'
const base58 = 'zb2rhe5P4gXftAwvA4eXQ5HJwsER2owDyS9sKaQRRVQPn93bA'

function read(uri: string, resources?: SiweMessage['resources']) {
  return readRevokedDelegation({
    domain: 'app.example',
    address: '0x19E7E376E7C213B7E7e7e46cc70A5dD086DAff2A',
    uri,
    version: '1',
    chainId: 1,
    nonce: '12345678',
    issuedAt: '2026-11-20T08:19:06Z',
    resources,
  })
}

describe('readRevokedDelegation', () => {
  test.each([cid, base58, 'bafyr4ifj42nddebshjyqxrpz7klh5uxeo2d5vpyrjdmitiwwcvegfokq4u'])('reads ucan:%s', (text) => {
    expect(read(`ucan:${text}`)).toBe(text)
    expect(read(`ucan:${text}`, [])).toBe(text)
    expect(read(`ucan:${text}`, [`urn:cid:${text}`])).toBe(text)
  })

  test.each(['https://app.example', `urn:cid:${cid}`, `UCAN:${cid}`, `x-ucan:${cid}`])('is undefined for %s', (uri) => {
    expect(read(uri)).toBeUndefined()
  })

  test.each([
    'ucan:',
    'ucan:*',
    'ucan:./*',
    'ucan:did:key:z6MkvDqGT54cXesYGvABpF1UapVNwjCqRcafi4Px6Thv5T3Z/*',
    `ucan://${cid}`,
    `ucan:${cid}?all`,
    `ucan:${cid}#all`,
    `ucan:${cid},${cid}`,
    `ucan:${cid.toUpperCase()}`,
    `ucan:${'ba'.repeat(65)}`,
    'ucan:QmdfTbBqBPQ7VNxZEYEj14VmRuZBkqFbiwReogJgS1zR1n',
  ])('S4: refuses %s, which names no delegation', (uri) => {
    expect(() => read(uri)).toThrow(expect.objectContaining({ code: 'siwe_uri_mismatch' }))
  })

  test.each([
    ['another delegation', [`urn:cid:${base58}`]],
    ['a further resource', [`urn:cid:${cid}`, 'https://app.example/terms']],
    ['the delegation twice', [`urn:cid:${cid}`, `urn:cid:${cid}`]],
    ['a URL', ['https://app.example/terms']],
  ])('S4: refuses %s beside it', (_, resources) => {
    expect(() => read(`ucan:${cid}`, resources)).toThrow(
      expect.objectContaining({
        code: 'siwe_malformed',
        details: { field: 'Resources', expected: `urn:cid:${cid}` },
      }),
    )
  })
})
