import { readFileSync } from 'node:fs'
import { isOpenKeyError, parseOrigin } from '@openkey/protocol'
import { testVector } from '@openkey/protocol/testing'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import {
  aHostMessage,
  anOrbitMessage,
  aPlainMessage,
  aRevocation,
  aSessionMessage,
  aUserMessage,
  noon,
  ownOrbit,
  ownSpace,
  revokedCid,
  signer,
  stranger,
} from '../../testing/aMessage.ts'
import { checkSignRequest, type SignRequestContext } from './checkSignRequest.ts'

const dayMs = 24 * 60 * 60_000
const config = { chains: [1], maxSessionLifetimeMs: 30 * dayMs }
const att = { [`${ownSpace}/kv`]: { 'tinycloud.kv/get': [{}] } }
const defaultSignIn = readFileSync(
  new URL('../../../../protocol/src/testing/fixtures/default-sign-in.siwe.txt', import.meta.url),
  'utf8',
)

function check(message: string, context: Partial<SignRequestContext> = {}) {
  const boundOrigin = parseOrigin('https://app.example')
  return checkSignRequest({ message, boundOrigin, now: noon, config, ...context })
}

/** Returns the code and details of a rejection, or `undefined` if there is none. */
function refusal(message: string, context: Partial<SignRequestContext> = {}) {
  try {
    check(message, context)
    return undefined
  } catch (error) {
    if (!isOpenKeyError(error)) throw error
    const { field, expected, received } = error.details
    return { code: error.code, ...(field && { field }), ...(expected && { expected }), ...(received && { received }) }
  }
}

describe('checkSignRequest', () => {
  test('accepts the default sign-in on its loopback origin', () => {
    const context = { boundOrigin: parseOrigin('http://localhost:5173'), now: Date.parse('2026-11-20T08:20:00Z') }
    const request = check(defaultSignIn, context)
    expect([request.kind, request.capabilities.length, request.message === defaultSignIn]).toEqual([
      'session',
      42,
      true,
    ])
  })

  test('accepts the test vector of the byte formats at its time', () => {
    expect(check(testVector.siwe, { now: Date.parse('2026-01-01T00:00:00Z') }).kind).toBe('session')
  })

  test('distinguishes grants to a session, a user and a node, revocations, and plain messages', () => {
    const mixed = { ...att, [`${ownSpace}/space`]: { 'tinycloud.space/host': [{}] } }
    expect([
      check(aPlainMessage()).kind,
      check(aSessionMessage(att)).kind,
      check(aSessionMessage(mixed)).kind,
      check(aHostMessage()).kind,
      check(anOrbitMessage()).kind,
      check(aUserMessage(att)).kind,
      check(aUserMessage(mixed)).kind,
      check(aRevocation()).kind,
    ]).toEqual(['plain', 'session', 'session', 'host', 'host', 'user', 'user', 'revocation'])
  })

  describe('S1: refuses whatever is no SIWE message', () => {
    test.each([
      ['nothing', ''],
      ['text', 'Hello!'],
      ['bytes', '0xdeadbeef'],
      ['typed data', '{"domain":{},"types":{},"primaryType":"Permit","message":{}}'],
      ['a transaction', '0x02f8730180843b9aca00850c92a69c0082520894'],
      ['a SIWE message behind an EIP-191 prefix', `\u0019Ethereum Signed Message:\n5${aPlainMessage()}`],
      ['a SIWE message behind other text', `Hello!\n${aPlainMessage()}`],
    ])('%s', (_, message) => {
      expect(['siwe_malformed', 'siwe_not_canonical']).toContain(refusal(message)?.code)
    })
  })

  describe('S2: the message is for the bound origin', () => {
    const mismatch = (received: string) => ({
      code: 'domain_mismatch',
      field: 'domain',
      expected: 'app.example',
      received,
    })

    test.each(['evil.example', 'app.example:443', 'app.example.evil.example', 'APP.example', 'example'])(
      'refuses the domain %s',
      (domain) => {
        expect(refusal(aPlainMessage({ domain }))).toEqual(mismatch(domain))
      },
    )

    test('requires the port of an origin that has one', () => {
      const context = { boundOrigin: parseOrigin('https://app.example:8443') }
      const uri = 'https://app.example:8443/'
      expect(refusal(aPlainMessage({ domain: 'app.example:8443', uri }), context)).toBeUndefined()
      expect(refusal(aPlainMessage({ uri }), context)?.code).toBe('domain_mismatch')
    })

    test('accepts the host without its port on loopback only', () => {
      for (const host of ['localhost', 'app.localhost', '127.0.0.1']) {
        const context = { boundOrigin: parseOrigin(`http://${host}:5173`) }
        const uri = `http://${host}:5173`
        expect(refusal(aPlainMessage({ domain: host, uri }), context)).toBeUndefined()
        expect(refusal(aPlainMessage({ domain: `${host}:5173`, uri }), context)).toBeUndefined()
        expect(refusal(aPlainMessage({ domain: `${host}:5174`, uri }), context)?.code).toBe('domain_mismatch')
      }
    })

    test('requires the scheme of the origin if the message names one', () => {
      expect(refusal(aPlainMessage({ scheme: 'https' }))).toBeUndefined()
      expect(refusal(aPlainMessage({ scheme: 'http' }))).toEqual({
        code: 'domain_mismatch',
        field: 'scheme',
        expected: 'https',
        received: 'http',
      })
    })
  })

  describe('S3: the bytes are canonical', () => {
    test.each([
      ['a trailing line feed', `${aPlainMessage()}\n`],
      ['carriage returns', aPlainMessage().replaceAll('\n', '\r\n')],
      ['a look-alike letter', aPlainMessage({ statement: 'Sign in' }).replace('Sign in', 'Sign \u0456n')],
      ['a direction mark', aPlainMessage({ statement: 'Sign in' }).replace('Sign in', 'Sign \u202Ein')],
      ['a tab', aPlainMessage({ statement: 'Sign in' }).replace('Sign in', 'Sign\tin')],
      ['a second space', aPlainMessage().replace('Nonce: ', 'Nonce:  ')],
      ['a leading zero', aPlainMessage().replace('Chain ID: 1', 'Chain ID: 01')],
      ['fields in another order', aPlainMessage().replace(/(Version: 1)\n(Chain ID: 1)/, '$2\n$1')],
      ['a field twice', aPlainMessage().replace('Chain ID: 1', 'Chain ID: 1\nChain ID: 1')],
    ])('refuses %s', (_, message) => {
      expect(['siwe_malformed', 'siwe_not_canonical']).toContain(refusal(message)?.code)
    })

    test.each([
      ['no statement', {}],
      ['an empty statement', { statement: '' }],
      ['an empty list of resources', { resources: [] }],
      ['a timestamp without milliseconds', { issuedAt: '2026-11-20T12:00:00Z' }],
      ['a timestamp with an offset', { issuedAt: '2026-11-20T13:00:00+01:00' }],
      ['a timestamp with nanoseconds', { issuedAt: '2026-11-20T12:00:00.000000001Z' }],
    ])('takes %s, verbatim', (_, overrides) => {
      const message = aPlainMessage(overrides)
      expect(check(message).message).toBe(message)
    })
  })

  describe('S4: a ReCap is said by the statement, and the URI fits', () => {
    const granted = aSessionMessage(att)

    test('refuses a statement that says less', () => {
      expect(refusal(granted.replace("'get' for", "'list' for"))?.code).toBe('recap_statement_mismatch')
      expect(refusal(aSessionMessage(att, { statement: 'Sign in.' }))?.code).toBe('recap_statement_mismatch')
      expect(refusal(aSessionMessage(att, { statement: undefined }))?.code).toBe('recap_statement_mismatch')
    })

    test('accepts words of the app before the sentence, unless they begin such a sentence', () => {
      expect(refusal(aSessionMessage(att, { words: 'Welcome to the app.' }))).toBeUndefined()
      const opening = 'I further authorize the stated URI to perform the following actions on my behalf: (1) nothing.'
      expect(refusal(aSessionMessage(att, { words: opening }))?.code).toBe('recap_statement_mismatch')
    })

    test('refuses a ReCap that is not last, or one of two, or in disguise', () => {
      const [uri = ''] = /urn:recap:\S+/.exec(granted) ?? []
      const codes = [
        [uri, 'https://app.example/terms'],
        [uri, uri],
        [uri.replace('urn:recap', 'URN:RECAP'), uri],
      ].map((resources) => refusal(aSessionMessage(att, { resources }))?.code)
      expect(codes).toEqual(['recap_malformed', 'recap_malformed', 'recap_malformed'])
    })

    test('refuses a ReCap that cannot be read instead of showing it as text', () => {
      const resources = ['urn:recap:bm90IGpzb24']
      expect(refusal(aPlainMessage({ resources }))?.code).toBe('recap_malformed')
    })

    test.each([
      ['a URL of this site', 'https://app.example'],
      ['a URL of another site', 'https://example.com/'],
      ['the account that signs', `did:pkh:eip155:1:${signer}`],
      ['the account that signs, in lower case', `did:pkh:eip155:1:${signer.toLowerCase()}`],
      ['a delegation', `ucan:${revokedCid}`],
      ['a DID that a server decides', 'did:web:app.example'],
    ])('refuses a ReCap for %s', (_, uri) => {
      expect(refusal(aSessionMessage(att, { uri }))?.code).toBe('siwe_uri_mismatch')
    })

    test('refuses the DID of another user without a ReCap', () => {
      expect(refusal(aPlainMessage({ uri: `did:pkh:eip155:1:${stranger}` }))?.code).toBe('siwe_uri_mismatch')
    })

    test('accepts a revocation of one delegation, with no other resource', () => {
      expect(check(aRevocation()).revoked).toBe(revokedCid)
      expect(check(aRevocation({ resources: [`urn:cid:${revokedCid}`] })).revoked).toBe(revokedCid)
      expect(refusal(aRevocation({ resources: ['https://app.example/terms'] }))).toMatchObject({
        code: 'siwe_malformed',
        field: 'Resources',
      })
      for (const uri of ['ucan:*', 'ucan:', `ucan://${revokedCid}`, `ucan:${revokedCid}/*`, `urn:cid:${revokedCid}`]) {
        expect(refusal(aRevocation({ uri }))?.code).toBe('siwe_uri_mismatch')
      }
    })

    test.each([
      'https://evil.example/',
      'https://app.example.evil.example',
      'https://app.example@evil.example/',
      'https://user@app.example/',
      'http://app.example',
      'https:app.example',
      'https://app.example:443/',
      'did:key:z6MkvUUgH9FQwGL5z16eG9Ug41uS6yiDKg4nV2Hfocho9znd',
    ])('refuses the URI %s without a ReCap', (uri) => {
      const code = refusal(aPlainMessage({ uri }))?.code
      expect(['siwe_uri_mismatch', 'siwe_malformed']).toContain(code)
    })

    test.each([
      'https://app.example',
      'https://app.example/',
      'https://app.example/login?x=1#y',
      'https://app.example?x',
    ])('takes the URI %s without a ReCap', (uri) => {
      expect(refusal(aPlainMessage({ uri }))).toBeUndefined()
    })
  })

  describe('S5: chain and time', () => {
    const iso = (ms: number) => new Date(noon + ms).toISOString()

    test('refuses a chain the deployment does not serve', () => {
      expect(refusal(aPlainMessage({ chainId: 10 }))).toEqual({
        code: 'chain_unsupported',
        field: 'Chain ID',
        expected: '1',
        received: '10',
      })
    })

    test.each([
      ['Issued At', 'issuedAt'],
      ['Not Before', 'notBefore'],
    ])('lets %s be five minutes ahead of this device, and no more', (field, name) => {
      const received = iso(5 * 60_000 + 1)
      expect(refusal(aPlainMessage({ [name]: iso(5 * 60_000) }))).toBeUndefined()
      expect(refusal(aPlainMessage({ [name]: received }))).toEqual({ code: 'siwe_not_yet_valid', field, received })
    })

    test('requires five seconds to be left', () => {
      const received = iso(4_999)
      expect(refusal(aSessionMessage(att, { expirationTime: iso(5_000) }))).toBeUndefined()
      expect(refusal(aSessionMessage(att, { expirationTime: received }))).toEqual({
        code: 'siwe_expired',
        field: 'Expiration Time',
        received,
      })
    })

    test('checks again on press: what was valid on arrival has expired', () => {
      const message = aSessionMessage(att)
      expect(refusal(message)).toBeUndefined()
      expect(refusal(message, { now: noon + 60 * 60_000 })?.code).toBe('siwe_expired')
    })

    test('rejects more time than the deployment grants, counted from the clock that is ahead', () => {
      const bound = 30 * dayMs
      const ahead = { issuedAt: iso(60_000), expirationTime: iso(60_000 + bound) }
      expect(refusal(aSessionMessage(att, { expirationTime: iso(bound) }))).toBeUndefined()
      expect(refusal(aSessionMessage(att, ahead))).toBeUndefined()
      expect(refusal(aSessionMessage(att, { expirationTime: iso(bound + 1) }))).toEqual({
        code: 'siwe_lifetime_exceeded',
        field: 'Expiration Time',
        received: iso(bound + 1),
      })
    })

    test('requires an expiry for every session', () => {
      expect(refusal(aSessionMessage(att, { expirationTime: undefined }))).toEqual({
        code: 'siwe_lifetime_exceeded',
        field: 'Expiration Time',
      })
    })

    test("accepts hosting without expiry for the account's own spaces only", () => {
      expect(refusal(aHostMessage())).toBeUndefined()
      const foreign = `tinycloud:pkh:eip155:1:${stranger}:default`
      const otherChain = ownSpace.replace('eip155:1:', 'eip155:10:')
      expect(refusal(aHostMessage(foreign))?.code).toBe('siwe_lifetime_exceeded')
      expect(refusal(aHostMessage(otherChain))?.code).toBe('siwe_lifetime_exceeded')
      expect(refusal(aHostMessage(foreign, { expirationTime: iso(60_000) }))).toBeUndefined()
    })

    describe('the older generation', () => {
      const host = { 'orbit/host': [{}] }
      const foreign = ownOrbit.replace(signer, stranger)

      test.each([
        ['an orbit', { [ownOrbit]: host }],
        ['an orbit of another name', { [ownOrbit.replace('default', 'photos')]: host }],
        ['two orbits', { [ownOrbit]: host, [ownOrbit.replace('default', 'photos')]: host }],
        ['an orbit in lower case', { [ownOrbit.toLowerCase()]: host }],
      ])('takes hosting of %s of the account without an end', (_, granted) => {
        expect(refusal(anOrbitMessage(granted))).toBeUndefined()
        expect(check(anOrbitMessage(granted)).kind).toBe('host')
      })

      test.each([
        ['somebody else’s orbit', { [foreign]: host }],
        ['somebody else’s orbit, in lower case', { [foreign.toLowerCase()]: host }],
        ['the orbit of another chain', { [ownOrbit.replace('eip155:1:', 'eip155:10:')]: host }],
        ['somebody else’s orbit beside the own', { [ownOrbit]: host, [foreign]: host }],
        ['another ability beside it', { [ownOrbit]: { ...host, 'kv/get': [{}] } }],
        ['hosting under another name', { [ownOrbit]: { 'orbit/hosts': [{}] } }],
        ['hosting in capitals', { [ownOrbit]: { 'Orbit/host': [{}] } }],
        ['the ability of the current generation', { [ownOrbit]: { 'tinycloud.space/host': [{}] } }],
        ['a service of the orbit', { [`${ownOrbit}/kv`]: host }],
        ['a path of the orbit', { [`${ownOrbit}/kv/notes`]: host }],
        ['an orbit with a query', { [`${ownOrbit}?x`]: host }],
        ['data beside it', { [ownOrbit]: host, [`${ownOrbit}/kv/notes`]: { 'kv/get': [{}] } }],
        ['a space beside it', { [ownOrbit]: host, [`${ownSpace}/kv`]: { 'tinycloud.kv/get': [{}] } }],
        ['something unknown beside it', { [ownOrbit]: host, 'urn:a:b': { 'c/d': [{}] } }],
      ])('refuses %s without an end', (_, granted) => {
        expect(refusal(anOrbitMessage(granted))).toEqual({ code: 'siwe_lifetime_exceeded', field: 'Expiration Time' })
      })

      test('refuses hosting for another user, or for a site, without an end', () => {
        expect(refusal(anOrbitMessage(undefined, { uri: `did:pkh:eip155:1:${stranger}` }))?.code).toBe(
          'siwe_lifetime_exceeded',
        )
        expect(refusal(anOrbitMessage(undefined, { uri: 'https://app.example' }))?.code).toBe('siwe_uri_mismatch')
      })
    })

    test('requires an expiry for grants to another user', () => {
      expect(refusal(aUserMessage(att, { expirationTime: undefined }))).toEqual({
        code: 'siwe_lifetime_exceeded',
        field: 'Expiration Time',
      })
      expect(refusal(aUserMessage(att, { expirationTime: iso(31 * dayMs) }))?.code).toBe('siwe_lifetime_exceeded')
    })

    test('accepts a revocation for ten minutes, or until it expires', () => {
      expect(refusal(aRevocation(), { now: noon + 10 * 60_000 })).toBeUndefined()
      expect(refusal(aRevocation(), { now: noon + 10 * 60_000 + 1 })?.code).toBe('siwe_expired')
      expect(refusal(aRevocation({ expirationTime: iso(60_000) }), { now: noon + 61_000 })?.code).toBe('siwe_expired')
    })

    test('accepts a plain message without expiry for ten minutes', () => {
      expect(refusal(aPlainMessage(), { now: noon + 10 * 60_000 })).toBeUndefined()
      expect(refusal(aPlainMessage(), { now: noon + 10 * 60_000 + 1 })).toEqual({
        code: 'siwe_expired',
        field: 'Issued At',
        received: '2026-11-20T12:00:00.000Z',
      })
    })
  })

  test('throws nothing but typed errors, for any text', () => {
    fc.assert(fc.property(fc.string({ unit: 'binary' }), (text) => void refusal(text)))
  })

  test('throws nothing but typed errors, for any damage to a real message', () => {
    const damage = fc.tuple(fc.nat(defaultSignIn.length), fc.nat(40), fc.string({ maxLength: 8 }))
    fc.assert(
      fc.property(damage, ([at, length, text]) => {
        refusal(`${defaultSignIn.slice(0, at)}${text}${defaultSignIn.slice(at + length)}`)
      }),
    )
  })

  test('S4: refuses any change of one byte in statement or ReCap', () => {
    const message = aSessionMessage(att)
    const [statementAt, recapAt] = [message.indexOf('I further'), message.indexOf('urn:recap:')]
    const statementEnd = message.indexOf('\n\nURI: ')
    const positions = fc.oneof(
      fc.integer({ min: statementAt, max: statementEnd - 1 }),
      fc.integer({ min: recapAt, max: message.length - 1 }),
    )
    fc.assert(
      fc.property(positions, fc.integer({ min: 0x20, max: 0x7e }), (at, code) => {
        fc.pre(message.charCodeAt(at) !== code)
        const mutated = `${message.slice(0, at)}${String.fromCharCode(code)}${message.slice(at + 1)}`
        expect(refusal(mutated)).toBeDefined()
      }),
      { numRuns: 500 },
    )
  })
  test('S4: refuses every other last letter of the ReCap, whose spare bits must be zero', () => {
    const message = aSessionMessage(att)
    const letters = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_='
    const taken = [...letters].filter((letter) => refusal(message.slice(0, -1) + letter) === undefined)
    expect(taken).toEqual([message.at(-1)])
  })
})
