import { describe, expect, test } from 'vitest'
import { matchOrbitId } from './orbitId.ts'

const address = '0x19E7E376E7C213B7E7e7e46cc70A5dD086DAff2A'
const id = `tinycloud:pkh:eip155:1:${address}://default`
const orbit = { did: `did:pkh:eip155:1:${address}`, chainId: 1, address, name: 'default' }

describe('matchOrbitId', () => {
  test('reads owner and name', () => {
    expect(matchOrbitId(id)).toEqual(orbit)
  })

  test('reads an address in lower case as the same account', () => {
    expect(matchOrbitId(id.toLowerCase())).toEqual(orbit)
  })

  test.each([
    ['a space of the current generation', `tinycloud:pkh:eip155:1:${address}:default`],
    ['a service of an orbit', `${id}/kv`],
    ['a path of an orbit', `${id}/kv/notes`],
    ['a slash at its end', `${id}/`],
    ['a query', `${id}?x`],
    ['a fragment', `${id}#x`],
    ['no name', id.slice(0, -'default'.length)],
    ['a name with a colon', `${id}:more`],
    ['a wrong checksum', id.replace('E7E3', 'e7E3')],
    ['capitals in front', id.replace('tinycloud', 'TinyCloud')],
    ['another chain namespace', id.replace('eip155', 'solana')],
    ['a line feed', `${id}\n`],
  ])('is undefined for %s', (_, text) => {
    expect(matchOrbitId(text)).toBeUndefined()
  })
})
