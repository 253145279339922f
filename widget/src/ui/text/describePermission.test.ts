import { readFileSync } from 'node:fs'
import { listCapabilities } from '@openkey/protocol/siwe'
import { describe, expect, test } from 'vitest'
import { describeCapabilities } from '../../domain/capability/describeCapabilities.ts'
import { readSignRequest } from '../../domain/request/readSignRequest.ts'
import { signer, stranger } from '../../testing/aMessage.ts'
import { printPhrase as print } from '../../testing/printPhrase.ts'
import { describePlace, describeSentence } from './describePermission.ts'

const account = { address: signer, chainId: 1 } as const

function lines(capabilities: Parameters<typeof describeCapabilities>[0]) {
  return describeCapabilities(capabilities, account).map(
    ({ target, sentence, protection }) =>
      `${protection}, ${print(describePlace(target))}: ${sentence.id === 'literal' ? 'literal' : print(describeSentence(sentence))}`,
  )
}

function grant(resource: string, ability: string, caveats = [{}]) {
  return lines(listCapabilities({ att: { [resource]: { [ability]: caveats } }, prf: [] }))
}

describe('describeSentence', () => {
  test('describes the default sign-in in plain words', () => {
    const file = new URL('../../../../protocol/src/testing/fixtures/default-sign-in.siwe.txt', import.meta.url)
    expect(lines(readSignRequest(readFileSync(file, 'utf8')).capabilities)).toMatchInlineSnapshot(`
      [
        "ordinary, Your account: See its own and others’ access",
        "ordinary, Your account: Update your list of apps and spaces",
        "ordinary, Your data: See its own permissions",
        "secrets, Your data: Read, change, delete and manage all data, databases and analytics databases",
        "secrets, Your data: Follow all changes and choose who else can",
        "secrets, Your secrets: Read, change and delete all secrets",
        "secrets, Your encryption: Decrypt your data and set up encryption",
      ]
    `)
  })

  test('names the owner of a space that is not the user’s', () => {
    expect(grant(`tinycloud:pkh:eip155:1:${stranger}:default/kv/notes/`, 'tinycloud.kv/get')).toMatchInlineSnapshot(`
      [
        "powerful, The space [default] of another account, 0xf39Fd6…fFb92266 on chain 1: Read what is stored under [notes/]",
      ]
    `)
  })

  test('describes the right to revoke access', () => {
    const cid = 'bafkr4igkc47eaypq5ohpbkb2b3z3vt2de3fppgltudns5qir6uollh7rqq'
    const revoke = 'tinycloud.delegation/revoke'
    expect([
      ...grant(`tinycloud:pkh:eip155:1:${signer}:default/delegation`, revoke),
      ...grant(`tinycloud:pkh:eip155:1:${stranger}:default/delegation`, revoke),
      ...grant(`urn:cid:${cid}`, revoke),
      ...grant(`urn:cid:${cid}`, 'tinycloud.delegation/status'),
    ]).toEqual([
      'powerful, Your data: Take away access from others',
      'powerful, The space [default] of another account, 0xf39Fd6…fFb92266 on chain 1: Take away access from others',
      `powerful, One delegation: Revoke this delegation: [${cid}]`,
      `ordinary, One delegation: See whether this delegation is active: [${cid}]`,
    ])
  })

  test.each([
    ['a name instead of a CID', 'urn:cid:everything', 'tinycloud.delegation/revoke'],
    ['a CID in base58', `urn:cid:z${'2'.repeat(40)}`, 'tinycloud.delegation/revoke'],
    ['a CID with more text', `urn:cid:ba${'a'.repeat(57)}/kv`, 'tinycloud.delegation/revoke'],
    ['another ability', `urn:cid:ba${'a'.repeat(57)}`, 'tinycloud.kv/get'],
    ['another namespace', `urn:cid:ba${'a'.repeat(57)}`, 'delegation/revoke'],
  ])('does not take %s for one delegation', (_, resource, ability) => {
    expect(grant(resource, ability)).toEqual([
      expect.stringMatching(/^powerful, (Unrecognised resource|One delegation): literal$/),
    ])
  })

  test('leaves what it does not know to be shown literally', () => {
    expect(grant('https://elsewhere.example/', 'unknown/thing')).toMatchInlineSnapshot(`
      [
        "powerful, Unrecognised resource: literal",
      ]
    `)
    const resource = `tinycloud:pkh:eip155:1:${signer}:photos/kv`
    expect(grant(resource, 'tinycloud.kv/get', [{ until: 'noon' }, { until: 'night' }])).toMatchInlineSnapshot(`
      [
        "secrets, Your space [photos]: literal",
      ]
    `)
  })

  test.each([
    ['kv', ['kv/list'], 'See the names, but not the contents, of everything stored here'],
    ['kv/notes/', ['kv/list'], 'See the names, but not the contents, of what is stored under [notes/]'],
    ['kv/notes/', ['kv/list', 'kv/put'], 'List and change what is stored under [notes/]'],
    ['kv/notes/', ['kv/get', 'kv/put', 'kv/del'], 'Read, change and delete what is stored under [notes/]'],
    [
      'kv/vault/secrets/mail',
      ['kv/metadata'],
      'See the names, but not the values, of secrets under [vault/secrets/mail]',
    ],
    ['sql', ['sql/read'], 'Read every database here'],
    ['duckdb/sales', ['duckdb/read', 'duckdb/import'], 'Read and import into the analytics database [sales]'],
    ['hooks', ['hooks/subscribe'], 'Follow all changes'],
    ['hooks/notes/', ['hooks/list'], 'Choose who can follow changes under [notes/]'],
    ['hooks/notes/', ['hooks/subscribe', 'hooks/list'], 'Follow all changes under [notes/] and choose who else can'],
    ['space', ['space/host'], 'Let a TinyCloud server store this whole space'],
  ])('describes %s with %j: “%s”', (path, abilities, sentence) => {
    const resource = `tinycloud:pkh:eip155:1:${signer}:default/${path}`
    const att = { [resource]: Object.fromEntries(abilities.map((ability) => [`tinycloud.${ability}`, [{}]])) }
    const [first] = describeCapabilities(listCapabilities({ att, prf: [] }), account)
    expect(first && first.sentence.id !== 'literal' && print(describeSentence(first.sentence))).toBe(sentence)
  })
})
