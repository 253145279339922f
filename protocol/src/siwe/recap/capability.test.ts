import { describe, expect, test } from 'vitest'
import { listCapabilities } from './capability.ts'

const address = '0x19E7E376E7C213B7E7e7e46cc70A5dD086DAff2A'
const did = `did:pkh:eip155:1:${address}`
const account = { did, chainId: 1, address }
const space = `tinycloud:pkh:eip155:1:${address}:account`
const network = `urn:tinycloud:encryption:${did}:default`
const unknown = 'https://app.example/a'
const caveats = [{}]

describe('listCapabilities', () => {
  test('lists resources and abilities bytewise, each with what it names', () => {
    const att = {
      [network]: { 'tinycloud.encryption/decrypt': [{ until: 'noon' }] },
      [`${space}/kv/spaces/`]: { 'tinycloud.kv/put': caveats, 'tinycloud.kv/get': caveats },
      [`${space}/capabilities`]: { 'tinycloud.capabilities/read': caveats },
      [unknown]: { 'http/get': caveats },
    }
    const kv = {
      resource: `${space}/kv/spaces/`,
      space: { ...account, name: 'account' },
      service: 'kv',
      path: 'spaces/',
    }
    expect(listCapabilities({ att, prf: [] })).toStrictEqual([
      { resource: unknown, ability: 'http/get', caveats },
      {
        resource: `${space}/capabilities`,
        space: { ...account, name: 'account' },
        service: 'capabilities',
        ability: 'tinycloud.capabilities/read',
        caveats,
      },
      { ...kv, ability: 'tinycloud.kv/get', caveats },
      { ...kv, ability: 'tinycloud.kv/put', caveats },
      {
        resource: network,
        network: { ...account, name: 'default' },
        ability: 'tinycloud.encryption/decrypt',
        caveats: [{ until: 'noon' }],
      },
    ])
  })

  test('reads the CID of a delegation in base32, and leaves any other urn:cid as it is', () => {
    const cid = 'bafkr4igkc47eaypq5ohpbkb2b3z3vt2de3fppgltudns5qir6uollh7rqq'
    const list = (resource: string) => listCapabilities({ att: { [resource]: { 'a/b': caveats } }, prf: [] })
    const known = { resource: `urn:cid:${cid}`, delegation: cid, ability: 'a/b', caveats }
    expect(list(`urn:cid:${cid}`)).toStrictEqual([known])
    for (const resource of [
      `urn:cid:${cid}/kv`,
      `URN:CID:${cid}`,
      'urn:cid:everything',
      `urn:cid:${'ba'.repeat(80)}`,
      'urn:cid:',
    ]) {
      expect(list(resource)).toStrictEqual([{ resource, ability: 'a/b', caveats }])
    }
  })

  test.each([
    ['a bare space', space],
    ['an owner that is not EIP-55', `${space.toLowerCase()}/kv`],
    ['a query', `${space}/kv/a?b`],
    ['a fragment', `${space}/kv/a#b`],
  ])('leaves a resource with %s literal', (_, resource) => {
    expect(listCapabilities({ att: { [resource]: { 'tinycloud.kv/get': caveats } }, prf: [] })).toStrictEqual([
      { resource, ability: 'tinycloud.kv/get', caveats },
    ])
  })
})
