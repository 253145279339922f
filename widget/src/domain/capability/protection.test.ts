import { formatResource, listCapabilities } from '@openkey/protocol/siwe'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { signer, stranger } from '../../testing/aMessage.ts'
import { isCollapsible } from './describeCapabilities.ts'
import { type ProtectedArea, type Protection, protectedAreas, protectionOf, protections } from './protection.ts'

function capabilityOn(resource: string, ability: string) {
  const [capability] = listCapabilities({ att: { [resource]: { [ability]: [{}] } }, prf: [] })
  if (capability === undefined) throw new Error('Grants nothing.')
  return capability
}

const inSpace = (rest: string, owner = signer) => `tinycloud:pkh:eip155:1:${owner}:${rest}`
const protection = (rest: string, ability: string) => protectionOf(capabilityOn(inSpace(rest), `tinycloud.${ability}`))
const rank = (found: Protection) => protections.indexOf(found)

describe('protectionOf', () => {
  test.each([
    ['default/kv', 'kv/get', 'secrets'],
    ['default/kv/', 'kv/list', 'secrets'],
    ['default/kv/vault', 'kv/get', 'secrets'],
    ['default/kv/vault/secrets/', 'kv/get', 'secrets'],
    ['default/kv/vault/secrets/KEY', 'kv/get', 'secrets'],
    ['default/kv/vaulted', 'kv/get', 'ordinary'],
    ['default/kv/notes/vault/', 'kv/get', 'ordinary'],
    ['default/sql', 'sql/read', 'ordinary'],
    ['secrets/sql', 'sql/read', 'secrets'],
    ['secrets/duckdb/any', 'duckdb/read', 'secrets'],
    ['account/sql', 'sql/read', 'account'],
    ['account/sql/account', 'sql/write', 'ordinary'],
    ['account/sql/account', 'sql/admin', 'account'],
    ['account/kv/applications/', 'kv/put', 'ordinary'],
    ['account/kv/applications/', 'kv/del', 'account'],
    ['account/kv/applications/../vault', 'kv/get', 'secrets'],
    ['account/kv/Applications/', 'kv/put', 'account'],
    ['account/kv/applications/*', 'kv/put', 'account'],
    ['account/kv/system', 'kv/get', 'account'],
    ['account/hooks', 'hooks/subscribe', 'secrets'],
    ['account/hooks/applications', 'hooks/subscribe', 'account'],
    ['default/hooks', 'hooks/register', 'secrets'],
    ['default/hooks/notes', 'hooks/subscribe', 'ordinary'],
    ['secrets/space', 'space/host', 'secrets'],
    ['default/space', 'space/host', 'secrets'],
    ['secrets/capabilities', 'capabilities/read', 'ordinary'],
    ['secrets/capabilities', 'capabilities/write', 'secrets'],
  ])('S12: %s with %s is protected like %s', (rest, ability, expected) => {
    expect(protection(rest, ability)).toBe(expected)
  })

  test.each([
    ['letters in another case', 'default/kv/Vault/'],
    ['percent-encoding', 'default/kv/%76ault/'],
    ['empty segments', 'default/kv//vault'],
    ['segments that stay', 'default/kv/./vault'],
    ['segments that go up', 'default/kv/notes/../vault'],
    ['a wildcard', 'default/kv/*'],
    ['a query', 'default/kv?x=1'],
  ])('S12: %s hide no protected place', (_, rest) => {
    expect(protection(rest, 'kv/get')).toBe('secrets')
  })

  test('S12: everyday use is exempt from the place around it, but not from a place below', () => {
    const around: ProtectedArea = { space: 'account', protection: 'account' }
    const below: ProtectedArea = { ...around, service: 'kv', path: ['applications', 'keys'], protection: 'secrets' }
    const register = capabilityOn(inSpace('account/kv/applications/'), 'tinycloud.kv/get')
    expect(protectionOf(register, [around])).toBe('ordinary')
    expect(protectionOf(register, [around, below])).toBe('secrets')
  })

  test('S12: a space is protected whoever owns it', () => {
    const capability = capabilityOn(inSpace('secrets/space', stranger), 'tinycloud.space/host')
    expect(protectionOf(capability)).toBe('secrets')
  })

  const segment = fc.constantFrom('vault', 'secrets', 'applications', 'notes', 'a')
  const path = fc.array(segment, { maxLength: 3 })
  const space = fc.constantFrom('default', 'secrets', 'account', 'public', 'photos')
  const service = fc.constantFrom('kv', 'sql', 'duckdb')
  const area: fc.Arbitrary<ProtectedArea> = fc.record(
    { space, service, path, protection: fc.constantFrom(...protections) },
    { requiredKeys: ['path', 'protection'] },
  )
  const capability = fc
    .record({ name: space, service, path, action: fc.constantFrom('get', 'put', 'read', 'write', 'del') })
    .map(({ name, service, path, action }) => {
      const resource = formatResource({
        space: { address: signer, chainId: 1, name },
        service,
        ...(path.length > 0 && { path: path.join('/') }),
      })
      return capabilityOn(resource, `tinycloud.${service}/${action}`)
    })

  test('S12: protecting one more place makes nothing less protected', () => {
    fc.assert(
      fc.property(fc.array(area, { maxLength: 6 }), area, capability, (areas, added, asked) => {
        expect(rank(protectionOf(asked, [...areas, added]))).toBeGreaterThanOrEqual(rank(protectionOf(asked, areas)))
      }),
    )
  })

  test('S12: every resource that covers a protected place is as protected as that place', () => {
    const within = fc.record({ name: space, service, path, depth: fc.nat(6), isSlashed: fc.boolean() })
    fc.assert(
      fc.property(
        fc.oneof(fc.constantFrom(...protectedAreas), area),
        within,
        ({ protection, ...protectedPlace }, { name, depth, isSlashed, ...rest }) => {
          const { space = name, service = rest.service, path = rest.path } = protectedPlace
          const above = [service, ...path.slice(0, depth)].join('/')
          const resource = `${inSpace(space)}/${above}${isSlashed ? '/' : ''}`
          const asked = capabilityOn(resource, `tinycloud.${service}/get`)
          const areas = [...protectedAreas, { space, service, path, protection }]
          expect(rank(protectionOf(asked, areas))).toBeGreaterThanOrEqual(rank(protection))
        },
      ),
    )
  })
})

describe('isFoldable', () => {
  test.each([
    ['default/kv/notes/', 'kv/get', true],
    ['default/sql/notes', 'sql/read', true],
    ['default/kv/notes/', 'kv/put', false],
    ['default/kv/notes/', 'kv/del', false],
    ['default/sql/notes', 'sql/schema', false],
    ['default/sql', 'sql/read', false],
    ['default/kv/', 'kv/list', false],
    ['default/kv/*', 'kv/get', false],
    ['default/kv/a/../..', 'kv/get', false],
    ['default/hooks/notes', 'hooks/register', false],
    ['default/space', 'space/host', false],
  ])('S12: of %s with %s is %s', (rest, ability, expected) => {
    expect(isCollapsible(capabilityOn(inSpace(rest), `tinycloud.${ability}`))).toBe(expected)
  })
})
