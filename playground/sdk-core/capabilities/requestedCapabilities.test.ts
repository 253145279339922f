import { describe, expect, test } from 'vitest'
import { alice, bob } from '../testing/wallets.ts'
import type { Permission } from './manifest.ts'
import { networksToEnsure, resolveSignInCapabilities } from './resolveSignInCapabilities.ts'

const account = { address: alice.address, chainId: 1 }
const space = (name: string) => `tinycloud:pkh:eip155:1:${alice.address}:${name}`
const network = (owner: string, name = 'default') => `urn:tinycloud:encryption:did:pkh:eip155:1:${owner}:${name}`
const decrypt = 'tinycloud.encryption/decrypt'
const create = 'tinycloud.encryption/network.create'

const request = (...resources: Permission[]) => resolveSignInCapabilities(account, { capabilityRequest: { resources } })
const encryption = (space: string, actions: string[]): Permission => ({
  service: 'tinycloud.encryption',
  space,
  path: '',
  actions,
})

describe('requestedCapabilities', () => {
  test('returns exactly what a request names, with the first own space as primary', () => {
    const notes = { service: 'tinycloud.kv', space: 'notes', path: 'my/', actions: ['get', 'tinycloud.kv/put'] }
    const index = { service: 'tinycloud.sql', space: 'account', path: 'account', actions: ['read'] }
    const more = { service: 'tinycloud.kv', space: space('notes'), path: 'my/', actions: ['get', 'del'] }
    expect(request(index, notes, more)).toEqual({
      spaceId: space('notes'),
      abilities: { kv: { 'my/': ['tinycloud.kv/get', 'tinycloud.kv/put', 'tinycloud.kv/del'] } },
      spaceAbilities: { [space('account')]: { sql: { account: ['tinycloud.sql/read'] } } },
      rawAbilities: {},
    })
  })

  test('a permission without a space applies to applications, or to the configured space', () => {
    const capabilityRequest = { resources: [{ service: 'tinycloud.kv', path: '', actions: ['get'] }] }
    expect(resolveSignInCapabilities(account, { capabilityRequest }).spaceId).toBe(space('applications'))
    expect(resolveSignInCapabilities(account, { capabilityRequest, spacePrefix: 'mine' }).spaceId).toBe(space('mine'))
  })

  test('a manifest adds prefixes, the vault and the account registry', () => {
    const manifest = {
      app_id: 'example.notes',
      space: 'secrets',
      prefix: 'notes/',
      permissions: [
        { service: 'tinycloud.vault', path: 'secrets/', actions: ['read', 'write'], skipPrefix: true },
        { service: 'tinycloud.kv', path: 'drafts/', actions: ['get'] },
      ],
    }
    const chosen = resolveSignInCapabilities(account, { manifest })
    expect(chosen).toMatchObject({
      spaceId: space('secrets'),
      abilities: {
        kv: {
          'vault/secrets/': ['tinycloud.kv/get', 'tinycloud.kv/put'],
          'notes/drafts/': ['tinycloud.kv/get'],
        },
      },
    })
    expect(Object.keys(chosen.spaceAbilities[space('account')]?.kv ?? {})).toContain('applications/')
  })

  test('accepts a path that equals a member of Object.prototype', () => {
    const { abilities } = request({ service: 'tinycloud.kv', space: 'a', path: '__proto__', actions: ['get'] })
    expect(Object.entries(abilities.kv ?? {})).toEqual([['__proto__', ['tinycloud.kv/get']]])
  })

  test.each<[string, unknown]>([
    ['resources', {}],
    ['resources.0.actions', { resources: [{ service: 'tinycloud.kv', path: '', actions: [] }] }],
    ['resources.0.service', { resources: [{ service: 'kv', path: '', actions: ['get'] }] }],
  ])('rejects a request at %s', (received, capabilityRequest) => {
    expect(() =>
      resolveSignInCapabilities(account, { capabilityRequest: capabilityRequest as { resources: [] } }),
    ).toThrow(expect.objectContaining({ code: 'capability_request_invalid', details: { received } }))
  })

  test.each([
    { service: 'tinycloud.kv', space: 'a:b', path: '', actions: ['get'] },
    encryption('urn:tinycloud:encryption:did:web:a:b', ['decrypt']),
    encryption('a/b', ['decrypt']),
  ])('rejects an invalid space or network', (permission) => {
    expect(() => request(permission)).toThrow(expect.objectContaining({ code: 'capability_request_invalid' }))
  })
})

describe('the network.create rule', () => {
  test('decrypting with an own network also requests network.create', () => {
    const own = network(alice.address)
    expect(request(encryption(own, ['decrypt'])).rawAbilities).toEqual({ [own]: [decrypt, create] })
    expect(request(encryption('default', ['decrypt'])).rawAbilities).toEqual({ [own]: [decrypt, create] })
    const inPath = { service: 'tinycloud.encryption', path: network(alice.address, 'two'), actions: ['decrypt'] }
    expect(request(inPath).rawAbilities).toEqual({ [network(alice.address, 'two')]: [decrypt, create] })
  })

  test('another owner’s network keeps its abilities and is never created', () => {
    const foreign = network(bob.address)
    expect(request(encryption(foreign, ['decrypt'])).rawAbilities).toEqual({ [foreign]: [decrypt] })
    expect(request(encryption(foreign, ['decrypt', create])).rawAbilities).toEqual({ [foreign]: [decrypt] })
    expect(request(encryption(foreign, [create])).rawAbilities).toEqual({})
  })

  test('own networks of a request are created after sign-in, others are not', () => {
    const resources = [encryption('one', ['decrypt']), encryption(network(bob.address), ['decrypt'])]
    expect(networksToEnsure(account, { capabilityRequest: { resources } })).toEqual([network(alice.address, 'one')])
    expect(networksToEnsure(account, {})).toEqual([])
  })
})
