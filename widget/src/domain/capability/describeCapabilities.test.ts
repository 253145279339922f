import { listCapabilities, type Recap } from '@openkey/protocol/siwe'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { signer, stranger } from '../../testing/aMessage.ts'
import { describeCapabilities } from './describeCapabilities.ts'

const account = { address: signer, chainId: 1 } as const
const space = (name: string, owner: string = signer, chain = 1) => `tinycloud:pkh:eip155:${chain}:${owner}:${name}`
const delegation = 'urn:cid:bafkr4igkc47eaypq5ohpbkb2b3z3vt2de3fppgltudns5qir6uollh7rqq'
const network = (name: string, owner: string = signer) => `urn:tinycloud:encryption:did:pkh:eip155:1:${owner}:${name}`

/** Describes what `abilities` on `resource` mean; an ability with a caveat is given as a pair. */
function say(resource: string, ...abilities: (string | [string, Recap['att'][string][string]])[]) {
  const granted = abilities.map((ability) => (typeof ability === 'string' ? [ability, [{}]] : ability))
  return describeCapabilities(listCapabilities({ att: { [resource]: Object.fromEntries(granted) }, prf: [] }), account)
}

function grants(service: string, actions: readonly string[]): Recap['att'][string] {
  return Object.fromEntries(actions.map((action) => [`tinycloud.${service}/${action}`, [{}]]))
}

function sentences(...args: Parameters<typeof say>) {
  return say(...args).map(({ sentence, protection }) => [protection, sentence])
}

describe('describeCapabilities', () => {
  test.each([
    [
      'kv',
      space('default'),
      '/kv',
      ['tinycloud.kv/get', 'tinycloud.kv/put'],
      'secrets',
      { id: 'data', access: ['read', 'write'] },
    ],
    [
      'kv on a path',
      space('default'),
      '/kv/notes/',
      ['tinycloud.kv/list'],
      'ordinary',
      { id: 'data', access: ['browse'], path: 'notes/' },
    ],
    [
      'reading includes browsing',
      space('default'),
      '/kv',
      ['tinycloud.kv/get', 'tinycloud.kv/list'],
      'secrets',
      { id: 'data', access: ['read'] },
    ],
    [
      'an empty path is the whole service',
      space('default'),
      '/kv/',
      ['tinycloud.kv/get'],
      'secrets',
      { id: 'data', access: ['read'] },
    ],
    [
      'the register in the account space',
      space('account'),
      '/kv/applications/',
      ['tinycloud.kv/get', 'tinycloud.kv/put'],
      'ordinary',
      { id: 'account', access: ['read', 'write'] },
    ],
    [
      'its database',
      space('account'),
      '/sql/account',
      ['tinycloud.sql/read'],
      'ordinary',
      { id: 'account', access: ['read'] },
    ],
    [
      'deleting from the register',
      space('account'),
      '/kv/applications/',
      ['tinycloud.kv/del'],
      'account',
      { id: 'data', access: ['delete'], path: 'applications/' },
    ],
    [
      'all of the account space',
      space('account'),
      '/kv',
      ['tinycloud.kv/get'],
      'secrets',
      { id: 'data', access: ['read'] },
    ],
    [
      'another database of the account space',
      space('account'),
      '/sql/other',
      ['tinycloud.sql/read'],
      'account',
      { id: 'database', engine: 'sql', access: ['read'], name: 'other' },
    ],
    [
      'administering the account database',
      space('account'),
      '/sql/account',
      ['tinycloud.sql/admin'],
      'account',
      { id: 'database', engine: 'sql', access: ['admin'], name: 'account' },
    ],
    [
      'secrets',
      space('secrets'),
      '/kv/vault/secrets/',
      ['tinycloud.kv/get'],
      'secrets',
      { id: 'secrets', access: ['read'] },
    ],
    [
      'names of secrets',
      space('secrets'),
      '/kv',
      ['tinycloud.kv/list'],
      'secrets',
      { id: 'secrets', access: ['browse'] },
    ],
    [
      'one secret',
      space('secrets'),
      '/kv/vault/secrets/KEY',
      ['tinycloud.kv/get'],
      'secrets',
      { id: 'secrets', access: ['read'], path: 'vault/secrets/KEY' },
    ],
    [
      'a vault elsewhere',
      space('default'),
      '/kv/vault/secrets/',
      ['tinycloud.kv/get'],
      'secrets',
      { id: 'secrets', access: ['read'] },
    ],
    [
      'the catalogue of secrets',
      space('secrets'),
      '/sql/default',
      ['tinycloud.sql/read'],
      'secrets',
      { id: 'secretCatalogue', access: ['read'] },
    ],
    [
      'sql, everyday',
      space('default'),
      '/sql',
      ['tinycloud.sql/read', 'tinycloud.sql/schema', 'tinycloud.sql/write'],
      'ordinary',
      { id: 'database', engine: 'sql', access: ['read', 'write', 'schema'] },
    ],
    [
      'sql, export',
      space('default'),
      '/sql',
      ['tinycloud.sql/export'],
      'powerful',
      { id: 'database', engine: 'sql', access: ['export'] },
    ],
    [
      'duckdb, everyday',
      space('default'),
      '/duckdb',
      ['tinycloud.duckdb/describe', 'tinycloud.duckdb/read'],
      'ordinary',
      { id: 'database', engine: 'duckdb', access: ['read'] },
    ],
    [
      'duckdb, any command',
      space('default'),
      '/duckdb',
      ['tinycloud.duckdb/execute'],
      'powerful',
      { id: 'database', engine: 'duckdb', access: ['execute'] },
    ],
    [
      'hooks',
      space('default'),
      '/hooks',
      ['tinycloud.hooks/register', 'tinycloud.hooks/subscribe'],
      'secrets',
      { id: 'hooks', access: ['subscribe', 'manage'] },
    ],
    [
      'hooks on secrets',
      space('secrets'),
      '/hooks',
      ['tinycloud.hooks/subscribe'],
      'secrets',
      { id: 'hooks', access: ['subscribe'] },
    ],
    [
      'permissions',
      space('secrets'),
      '/capabilities',
      ['tinycloud.capabilities/read'],
      'ordinary',
      { id: 'permissions' },
    ],
    [
      'connections',
      space('account'),
      '/delegation',
      ['tinycloud.delegation/list'],
      'ordinary',
      { id: 'connections', access: ['read'] },
    ],
    [
      'revoking what others received',
      space('default'),
      '/delegation',
      ['tinycloud.delegation/list', 'tinycloud.delegation/revoke'],
      'powerful',
      { id: 'connections', access: ['read', 'revoke'] },
    ],
    [
      'revoking in the account space',
      space('account'),
      '/delegation',
      ['tinycloud.delegation/revoke'],
      'account',
      { id: 'connections', access: ['revoke'] },
    ],
    [
      'revoking one delegation',
      delegation,
      '',
      ['tinycloud.delegation/revoke'],
      'powerful',
      { id: 'delegation', access: ['revoke'], cid: delegation.slice('urn:cid:'.length) },
    ],
    [
      'one delegation’s status',
      delegation,
      '',
      ['tinycloud.delegation/status', 'tinycloud.delegation/revoke'],
      'powerful',
      { id: 'delegation', access: ['read', 'revoke'], cid: delegation.slice('urn:cid:'.length) },
    ],
    ['hosting', space('default'), '/space', ['tinycloud.space/host'], 'secrets', { id: 'hosting' }],
    [
      'decryption',
      network('default'),
      '',
      ['tinycloud.encryption/decrypt'],
      'secrets',
      { id: 'encryption', access: ['decrypt'] },
    ],
    [
      'setting encryption up',
      network('default'),
      '',
      ['tinycloud.encryption/network.create'],
      'ordinary',
      { id: 'encryption', access: ['create'] },
    ],
    [
      'switching encryption off',
      network('default'),
      '',
      ['tinycloud.encryption/network.revoke'],
      'powerful',
      { id: 'encryption', access: ['revoke'] },
    ],
  ] as const)('says %s', (_, target, path, abilities, level, sentence) => {
    expect(sentences(`${target}${path}`, ...abilities)).toEqual([[level, sentence]])
  })

  type Literal = { readonly protection: string; readonly isRecognised: boolean; readonly caveats?: readonly string[] }

  const literal = (resource: string, abilities: string[], { protection, isRecognised, caveats = [] }: Literal) => [
    [protection, { id: 'literal', abilities, resource, isRecognised, caveats }],
  ]

  test.each([
    ['an unknown action', `${space('default')}/kv`, 'tinycloud.kv/burn', 'secrets'],
    ['an unknown service', `${space('default')}/files`, 'tinycloud.files/get', 'powerful'],
    ['a service that is not the one of the resource', `${space('default')}/sql`, 'tinycloud.kv/get', 'powerful'],
    ['an ability of another namespace', `${space('default')}/sql`, 'sql/read', 'powerful'],
    ['a name from the prototype of objects', `${space('default')}/sql`, 'tinycloud.sql/constructor', 'powerful'],
    ['a service from the prototype of objects', `${space('x')}/constructor`, 'tinycloud.constructor/get', 'powerful'],
    ['a resource that is no space', 'https://evil.example/', 'tinycloud.kv/get', 'powerful'],
    ['data in an encryption network', network('default'), 'tinycloud.kv/get', 'powerful'],
    ['decryption in a space', `${space('default')}/encryption`, 'tinycloud.encryption/decrypt', 'secrets'],
  ])('says %s literally, and loud', (_, resource, ability, protection) => {
    expect(sentences(resource, ability)).toEqual(literal(resource, [ability], { protection, isRecognised: false }))
  })

  test.each([
    ['an alias', `${space('default')}/kv`, 'tinycloud.kv/delete', 'secrets'],
    ['a wildcard', `${space('default')}/sql`, 'tinycloud.sql/*', 'powerful'],
    ['an action without a sentence', `${space('default')}/vfs`, 'tinycloud.vfs/put', 'powerful'],
    ['permissions on a path', `${space('default')}/capabilities/x`, 'tinycloud.capabilities/read', 'powerful'],
    ['a resource with a query', `${space('default')}/kv?x=1`, 'tinycloud.kv/get', 'secrets'],
  ])('S12: says %s literally, as something that a node may honour', (_, resource, ability, protection) => {
    expect(sentences(resource, ability)).toEqual(literal(resource, [ability], { protection, isRecognised: true }))
  })

  test('S12: shows capabilities with caveats literally, the one that limits nothing first', () => {
    const resource = `${space('default')}/kv`
    expect(sentences(resource, ['tinycloud.kv/get', [{ until: 'noon' }, {}]])).toEqual(
      literal(resource, ['tinycloud.kv/get'], {
        protection: 'secrets',
        isRecognised: true,
        caveats: ['{}', '{"until":"noon"}'],
      }),
    )
  })

  test('keeps a known action apart from an unknown one beside it', () => {
    const resource = `${space('default')}/kv`
    expect(sentences(resource, 'tinycloud.kv/get', 'tinycloud.kv/burn')).toEqual([
      ...literal(resource, ['tinycloud.kv/burn'], { protection: 'secrets', isRecognised: false }),
      ['secrets', { id: 'data', access: ['read'] }],
    ])
  })

  test.each([
    ['of another account', space('default', stranger), { address: stranger, chainId: 1 }],
    ['of this account on another chain', space('default', signer, 10), { address: signer, chainId: 10 }],
  ])('names the owner of a space %s, and sets it apart', (_, resource, owner) => {
    expect(say(`${resource}/sql`, 'tinycloud.sql/read')).toMatchObject([
      { target: { kind: 'space', name: 'default', owner }, protection: 'powerful' },
    ])
  })

  test('S12: makes what a path hides visible', () => {
    const capability = { resource: 'x:y', ability: 'tinycloud.kv/get', caveats: [{ 'a\u202E': '\u200B' }] }
    expect(describeCapabilities([capability], account)).toMatchObject([
      { sentence: { caveats: ['{"a⟨U+202E⟩":"⟨U+200B⟩"}'] } },
    ])
  })

  test('describes all actions on several stores of one place in one sentence', () => {
    const all: Recap['att'] = {
      [`${space('default')}/kv`]: grants('kv', ['get', 'put', 'del']),
      [`${space('default')}/sql`]: grants('sql', ['read', 'write', 'schema', 'export', 'admin']),
      [`${space('default')}/duckdb`]: grants('duckdb', ['read', 'write', 'import', 'export', 'execute', 'admin']),
    }
    const described = (att: Recap['att']) => describeCapabilities(listCapabilities({ att, prf: [] }), account)
    expect(described(all).map(({ sentence, protection }) => [protection, sentence])).toEqual([
      ['secrets', { id: 'everything', stores: ['data', 'sql', 'duckdb'] }],
    ])
    for (const [resource, abilities] of Object.entries(all)) {
      for (const missing of Object.keys(abilities)) {
        const rest = Object.fromEntries(Object.entries(abilities).filter(([name]) => name !== missing))
        const stores = described({ ...all, [resource]: rest }).map(({ sentence }) => sentence)
        expect(stores).toHaveLength(2)
        expect(stores).not.toContainEqual({ id: 'everything', stores: ['data', 'sql', 'duckdb'] })
      }
    }
    expect(described({ ...all, [`${space('default')}/sql/one`]: grants('sql', ['read']) })).toHaveLength(2)
  })

  test('describes two rights to see grants in one sentence, for one place only', () => {
    const att = {
      [`${space('account')}/capabilities`]: grants('capabilities', ['read']),
      [`${space('account')}/delegation`]: grants('delegation', ['list']),
      [`${space('default')}/capabilities`]: grants('capabilities', ['read']),
    }
    const described = describeCapabilities(listCapabilities({ att, prf: [] }), account)
    expect(described.map(({ target, sentence }) => [target, sentence])).toEqual([
      [{ kind: 'space', name: 'account' }, { id: 'permissionsAndConnections' }],
      [{ kind: 'space', name: 'default' }, { id: 'permissions' }],
    ])
  })

  test('leaves no capability out and says none twice', () => {
    const resources = fc.constantFrom(
      ...['default', 'account', 'secrets', 'public', 'other'].flatMap((name) =>
        [
          '/kv',
          '/kv/',
          '/kv/applications/',
          '/sql',
          '/sql/account',
          '/duckdb',
          '/hooks',
          '/capabilities',
          '/delegation',
          '/vfs',
        ].map((path) => `${space(name)}${path}`),
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
        'sql/write',
        'sql/schema',
        'sql/export',
        'sql/admin',
        'duckdb/execute',
        'delegation/list',
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
