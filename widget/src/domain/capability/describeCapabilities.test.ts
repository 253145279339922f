import { listCapabilities, type Recap } from '@openkey/protocol/siwe'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { signer, stranger } from '../../testing/aMessage.ts'
import { describeCapabilities } from './describeCapabilities.ts'

const account = { address: signer, chainId: 1 } as const
const space = (name: string, owner: string = signer, chain = 1) => `tinycloud:pkh:eip155:${chain}:${owner}:${name}`
const network = (name: string, owner: string = signer) => `urn:tinycloud:encryption:did:pkh:eip155:1:${owner}:${name}`

/** Describes what `abilities` on `resource` mean; an ability with a caveat is given as a pair. */
function say(resource: string, ...abilities: (string | [string, Recap['att'][string][string]])[]) {
  const granted = abilities.map((ability) => (typeof ability === 'string' ? [ability, [{}]] : ability))
  return describeCapabilities(listCapabilities({ att: { [resource]: Object.fromEntries(granted) }, prf: [] }), account)
}

function sentences(...args: Parameters<typeof say>) {
  return say(...args).map(({ sentence, isSensitive }) => [isSensitive ? 'sensitive' : 'standard', sentence])
}

describe('describeCapabilities', () => {
  test.each([
    [
      'kv',
      space('default'),
      '/kv',
      ['tinycloud.kv/get', 'tinycloud.kv/put'],
      'standard',
      { id: 'data', access: ['read', 'write'] },
    ],
    [
      'kv on a path',
      space('default'),
      '/kv/notes/',
      ['tinycloud.kv/list'],
      'standard',
      { id: 'data', access: ['browse'], path: 'notes/' },
    ],
    [
      'reading includes browsing',
      space('default'),
      '/kv',
      ['tinycloud.kv/get', 'tinycloud.kv/list'],
      'standard',
      { id: 'data', access: ['read'] },
    ],
    [
      'an empty path is the whole service',
      space('default'),
      '/kv/',
      ['tinycloud.kv/get'],
      'standard',
      { id: 'data', access: ['read'] },
    ],
    [
      'the register in the account space',
      space('account'),
      '/kv/applications/',
      ['tinycloud.kv/get', 'tinycloud.kv/put'],
      'standard',
      { id: 'account', access: ['read', 'write'] },
    ],
    [
      'its database',
      space('account'),
      '/sql/account',
      ['tinycloud.sql/read'],
      'standard',
      { id: 'account', access: ['read'] },
    ],
    [
      'deleting from the register',
      space('account'),
      '/kv/applications/',
      ['tinycloud.kv/del'],
      'sensitive',
      { id: 'data', access: ['delete'], path: 'applications/' },
    ],
    [
      'all of the account space',
      space('account'),
      '/kv',
      ['tinycloud.kv/get'],
      'sensitive',
      { id: 'data', access: ['read'] },
    ],
    [
      'another database of the account space',
      space('account'),
      '/sql/other',
      ['tinycloud.sql/read'],
      'sensitive',
      { id: 'database', engine: 'sql', access: ['read'], name: 'other' },
    ],
    [
      'administering the account database',
      space('account'),
      '/sql/account',
      ['tinycloud.sql/admin'],
      'sensitive',
      { id: 'database', engine: 'sql', access: ['admin'], name: 'account' },
    ],
    [
      'secrets',
      space('secrets'),
      '/kv/vault/secrets/',
      ['tinycloud.kv/get'],
      'sensitive',
      { id: 'secrets', access: ['read'] },
    ],
    [
      'names of secrets',
      space('secrets'),
      '/kv',
      ['tinycloud.kv/list'],
      'sensitive',
      { id: 'secrets', access: ['browse'] },
    ],
    [
      'one secret',
      space('secrets'),
      '/kv/vault/secrets/KEY',
      ['tinycloud.kv/get'],
      'sensitive',
      { id: 'secrets', access: ['read'], path: 'vault/secrets/KEY' },
    ],
    [
      'a vault elsewhere',
      space('default'),
      '/kv/vault/secrets/',
      ['tinycloud.kv/get'],
      'sensitive',
      { id: 'secrets', access: ['read'] },
    ],
    [
      'the catalogue of secrets',
      space('secrets'),
      '/sql/default',
      ['tinycloud.sql/read'],
      'sensitive',
      { id: 'secretCatalogue', access: ['read'] },
    ],
    [
      'sql, everyday',
      space('default'),
      '/sql',
      ['tinycloud.sql/read', 'tinycloud.sql/schema', 'tinycloud.sql/write'],
      'standard',
      { id: 'database', engine: 'sql', access: ['read', 'write', 'schema'] },
    ],
    [
      'sql, export',
      space('default'),
      '/sql',
      ['tinycloud.sql/export'],
      'sensitive',
      { id: 'database', engine: 'sql', access: ['export'] },
    ],
    [
      'duckdb, everyday',
      space('default'),
      '/duckdb',
      ['tinycloud.duckdb/describe', 'tinycloud.duckdb/read'],
      'standard',
      { id: 'database', engine: 'duckdb', access: ['read'] },
    ],
    [
      'duckdb, any command',
      space('default'),
      '/duckdb',
      ['tinycloud.duckdb/execute'],
      'sensitive',
      { id: 'database', engine: 'duckdb', access: ['execute'] },
    ],
    [
      'hooks',
      space('default'),
      '/hooks',
      ['tinycloud.hooks/register', 'tinycloud.hooks/subscribe'],
      'standard',
      { id: 'hooks', access: ['subscribe', 'manage'] },
    ],
    [
      'hooks on secrets',
      space('secrets'),
      '/hooks',
      ['tinycloud.hooks/subscribe'],
      'sensitive',
      { id: 'hooks', access: ['subscribe'] },
    ],
    [
      'permissions',
      space('secrets'),
      '/capabilities',
      ['tinycloud.capabilities/read'],
      'standard',
      { id: 'permissions' },
    ],
    ['connections', space('account'), '/delegation', ['tinycloud.delegation/list'], 'standard', { id: 'connections' }],
    ['hosting', space('default'), '/space', ['tinycloud.space/host'], 'standard', { id: 'hosting' }],
    [
      'decryption',
      network('default'),
      '',
      ['tinycloud.encryption/decrypt'],
      'sensitive',
      { id: 'encryption', access: ['decrypt'] },
    ],
    [
      'setting encryption up',
      network('default'),
      '',
      ['tinycloud.encryption/network.create'],
      'standard',
      { id: 'encryption', access: ['create'] },
    ],
    [
      'switching encryption off',
      network('default'),
      '',
      ['tinycloud.encryption/network.revoke'],
      'sensitive',
      { id: 'encryption', access: ['revoke'] },
    ],
  ] as const)('says %s', (_, place, path, abilities, level, sentence) => {
    expect(sentences(`${place}${path}`, ...abilities)).toEqual([[level, sentence]])
  })

  const literal = (resource: string, abilities: string[], caveats: string[] = []) => [
    ['sensitive', { id: 'literal', abilities, resource, caveats }],
  ]

  test.each([
    ['an unknown action', `${space('default')}/kv`, 'tinycloud.kv/burn'],
    ['an alias', `${space('default')}/kv`, 'tinycloud.kv/delete'],
    ['a wildcard', `${space('default')}/sql`, 'tinycloud.sql/*'],
    ['an unknown service', `${space('default')}/vfs`, 'tinycloud.vfs/get'],
    ['a service that is not the one of the resource', `${space('default')}/capabilities`, 'tinycloud.kv/get'],
    ['an ability of another namespace', `${space('default')}/kv`, 'kv/get'],
    ['a name from the prototype of objects', `${space('default')}/kv`, 'tinycloud.kv/constructor'],
    ['a service from the prototype of objects', `${space('default')}/constructor`, 'tinycloud.constructor/get'],
    ['permissions on a path', `${space('default')}/capabilities/x`, 'tinycloud.capabilities/read'],
    ['a resource with a query', `${space('default')}/kv?x=1`, 'tinycloud.kv/get'],
    ['a resource that is no space', 'https://evil.example/', 'tinycloud.kv/get'],
    ['data in an encryption network', network('default'), 'tinycloud.kv/get'],
    ['decryption in a space', `${space('default')}/encryption`, 'tinycloud.encryption/decrypt'],
  ])('says %s literally, and loud', (_, resource, ability) => {
    expect(sentences(resource, ability)).toEqual(literal(resource, [ability]))
  })

  test('says what has caveats literally, with them', () => {
    const resource = `${space('default')}/kv`
    expect(sentences(resource, ['tinycloud.kv/get', [{ until: 'noon' }, {}]])).toEqual(
      literal(resource, ['tinycloud.kv/get'], ['{"until":"noon"}', '{}']),
    )
  })

  test('keeps a known action apart from an unknown one beside it', () => {
    const resource = `${space('default')}/kv`
    expect(sentences(resource, 'tinycloud.kv/get', 'tinycloud.kv/burn')).toEqual([
      ...literal(resource, ['tinycloud.kv/burn']),
      ['standard', { id: 'data', access: ['read'] }],
    ])
  })

  test.each([
    ['of another account', space('default', stranger), { address: stranger, chainId: 1 }],
    ['of this account on another chain', space('default', signer, 10), { address: signer, chainId: 10 }],
  ])('names the owner of a space %s, and sets it apart', (_, resource, owner) => {
    expect(say(`${resource}/kv`, 'tinycloud.kv/get')).toMatchObject([
      { place: { kind: 'space', name: 'default', owner }, isSensitive: true },
    ])
  })

  test('S12: makes what a path hides visible', () => {
    const capability = { resource: 'x:y', ability: 'tinycloud.kv/get', caveats: [{ 'a\u202E': '\u200B' }] }
    expect(describeCapabilities([capability], account)).toMatchObject([
      { sentence: { caveats: ['{"a⟨U+202E⟩":"⟨U+200B⟩"}'] } },
    ])
  })

  test('leaves no capability out and says none twice', () => {
    const resources = fc.constantFrom(
      ...['default', 'account', 'secrets', 'public', 'other'].flatMap((name) =>
        ['/kv', '/kv/', '/kv/applications/', '/sql', '/sql/account', '/duckdb', '/hooks', '/capabilities', '/vfs'].map(
          (path) => `${space(name)}${path}`,
        ),
      ),
      network('default'),
      'https://elsewhere.example/',
    )
    const abilities = fc.constantFrom(
      ...[
        'kv/get',
        'kv/put',
        'kv/del',
        'sql/read',
        'sql/admin',
        'duckdb/execute',
        'hooks/list',
        'capabilities/read',
      ].map((name) => `tinycloud.${name}`),
      'tinycloud.encryption/decrypt',
      'unknown/thing',
    )
    const caveats = fc.constantFrom([{}], [{ a: 1 }], [{}, { b: null }])
    const grants = fc.uniqueArray(fc.tuple(resources, abilities, caveats), {
      selector: ([resource, ability]) => `${resource} ${ability}`,
    })
    fc.assert(
      fc.property(grants, (chosen) => {
        const capabilities = chosen.map(([resource, ability, alternatives]) => {
          const [capability] = listCapabilities({ att: { [resource]: { [ability]: alternatives } }, prf: [] })
          return capability ?? { resource, ability, caveats: alternatives }
        })
        const said = describeCapabilities(capabilities, account).flatMap((grant) => grant.capabilities)
        expect(new Set(said)).toEqual(new Set(capabilities))
        expect(said).toHaveLength(capabilities.length)
      }),
    )
  })
})
