import { initialized, tcwSession, tinycloud } from '@tinycloudlabs/web-sdk-wasm'
import * as fc from 'fast-check'
import { base58btc } from 'multiformats/bases/base58'
import { CID } from 'multiformats/cid'
import { beforeAll, describe, expect, test } from 'vitest'
import { keyDid } from '../identifiers/keyDid.ts'
import { formatSiweMessage } from '../message/formatSiweMessage.ts'
import { parseSiweMessage } from '../message/parseSiweMessage.ts'
import { decodeRecap } from './decodeRecap.ts'
import { encodeRecap } from './encodeRecap.ts'
import { recapStatement } from './recapStatement.ts'

const address = '0x19E7E376E7C213B7E7e7e46cc70A5dD086DAff2A'
type Actions = { readonly [service: string]: { readonly [path: string]: readonly string[] } }

/**
 * The published WASM speaks the older generation of formats. Its statement grammar, ReCap encoding and did:key are
 * those of the current one, and it shares no code with this folder, so it is the witness for them.
 */
describe('beside the published WASM', () => {
  let jwk: { readonly x: string }
  let container: string
  let did: string

  beforeAll(async () => {
    await initialized
    const manager = await new tcwSession.TCWSessionManager()
    manager.createSessionKey('witness')
    jwk = JSON.parse(manager.jwk('witness') ?? '')
    did = await manager.getDID('witness')
    container = tinycloud.makeOrbitId(address, 1, 'default')
  })

  async function prepare(actions: Actions, more: object = {}): Promise<string> {
    const times = { issuedAt: '2026-01-01T00:00:00.000Z', expirationTime: '2026-01-31T00:00:00.000Z' }
    const config = { actions, address, chainId: 1, domain: 'app.example', orbitId: container, jwk, ...times, ...more }
    return JSON.parse(await tinycloud.prepareSession(JSON.stringify(config))).siwe
  }

  /** The same ReCap by our own hand. */
  function recapOf(actions: Actions) {
    const granted = Object.entries(actions).flatMap(([service, paths]) =>
      Object.entries(paths).map(([path, verbs]) => [
        `${container}/${service}/${path}`,
        Object.fromEntries(verbs.map((verb) => [`${service}/${verb}`, [{}]])),
      ]),
    )
    return { att: Object.fromEntries(granted), prf: [] }
  }

  const word = fc.string({ unit: fc.constantFrom(...'abkZ09-_.'), minLength: 1, maxLength: 4 })
  const verb = fc.string({ unit: fc.constantFrom(...'abkZ09-_.+*'), minLength: 1, maxLength: 4 })
  const path = fc.oneof(
    fc.constant(''),
    fc.array(word, { minLength: 1, maxLength: 3 }).map((parts) => parts.join('/')),
  )
  const arbitraryActions: fc.Arbitrary<Actions> = fc.dictionary(
    word,
    fc.dictionary(path, fc.array(verb, { minLength: 1, maxLength: 5 }), { minKeys: 1, maxKeys: 3 }),
    { minKeys: 1, maxKeys: 3 },
  )

  test('reads its messages, and writes the same statement and ReCap', async () => {
    await fc.assert(
      fc.asyncProperty(arbitraryActions, async (actions) => {
        const text = await prepare(actions)
        const message = parseSiweMessage(text)
        const uri = message.resources?.[0] ?? ''
        expect(formatSiweMessage(message)).toBe(text)
        expect(encodeRecap(recapOf(actions))).toBe(uri)
        expect(decodeRecap(uri)).toEqual(recapOf(actions))
        expect(recapStatement(recapOf(actions))).toBe(message.statement)
      }),
      { numRuns: 200 },
    )
  })

  test('writes parents as it does', async () => {
    const parent = 'bafyr4ifj42nddebshjyqxrpz7klh5uxeo2d5vpyrjdmitiwwcvegfokq4u'
    const actions = { kv: { '': ['get'] } }
    const uri = parseSiweMessage(await prepare(actions, { parents: [parent] })).resources?.[0]
    expect(uri).toBe(encodeRecap({ ...recapOf(actions), prf: [CID.parse(parent).toString(base58btc)] }))
  })

  test('reads the message that hosts a space', () => {
    const config = {
      address,
      chainId: 1,
      domain: 'app.example',
      issuedAt: '2026-01-01T00:00:00.000Z',
      orbitId: container,
    }
    const message = parseSiweMessage(
      tinycloud.generateHostSIWEMessage(JSON.stringify({ ...config, peerId: 'did:key:z6Mk' })),
    )
    const recap = decodeRecap(message.resources?.[0] ?? '')
    expect(recap).toEqual({ att: { [container]: { 'orbit/host': [{}] } }, prf: [] })
    expect(message.statement).toBe(recapStatement(recap))
  })

  test('names keys by the same did:key', () => {
    expect(keyDid(Uint8Array.from(Buffer.from(jwk.x, 'base64url')))).toBe(did)
  })

  test('refuses its statement for a percent-encoded path, as EIP-4361 and the siwe package do', async () => {
    const text = await prepare({ kv: { 'a%20b': ['get'] } })
    expect(text).toContain("'get' for")
    expect(() => parseSiweMessage(text)).toThrow(expect.objectContaining({ details: { field: 'Statement' } }))
  })

  test('refuses its ReCap of a resource without ability', async () => {
    const uri = parseSiweMessage(await prepare({ kv: { '': [] } })).resources?.[0] ?? ''
    expect(() => decodeRecap(uri)).toThrow(expect.objectContaining({ code: 'recap_malformed' }))
  })
})
