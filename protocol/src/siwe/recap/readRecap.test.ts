import { readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { testVector } from '../../testing/testVector.ts'
import { parseSiweMessage } from '../message/parseSiweMessage.ts'
import { decodeRecap } from './decodeRecap.ts'
import { encodeRecap } from './encodeRecap.ts'
import { readRecap } from './readRecap.ts'
import type { Recap } from './recap.ts'
import { recapStatement } from './recapStatement.ts'

const message = parseSiweMessage(testVector.siwe)
/** Taken out of the text by hand, not by the reader under test. */
const statement = testVector.siwe.split('\n')[3] ?? ''
const recap = testVector.siwe.split('\n- ')[1] ?? ''
const malformed = expect.objectContaining({ code: 'recap_malformed' })
const mismatch = expect.objectContaining({ code: 'recap_statement_mismatch', details: { field: 'Statement' } })
const uriMismatch = expect.objectContaining({ code: 'siwe_uri_mismatch' })

/** The message with another ReCap that its statement does say. */
function delegating(att: Recap['att'], prf: readonly string[] = []) {
  const granted = { att, prf }
  return { ...message, statement: recapStatement(granted), resources: [encodeRecap(granted)] }
}

/** A ReCap that `encodeRecap` would not write. */
function recapUri(recap: Recap): string {
  return `urn:recap:${Buffer.from(JSON.stringify(recap)).toString('base64url')}`
}

function counted(text: string) {
  return expect.objectContaining({ code: 'recap_malformed', message: expect.stringContaining(text) })
}

const proof = 'zdpuB2zVfMWuAAwnrh2g36wTbT48F5mHHzDDTQUGLz4eFH4zs'

function abilities(count: number) {
  return Object.fromEntries(Array.from({ length: count }, (_, index) => [`kv/a${index}`, [{}]]))
}

describe('readRecap', () => {
  test('reads what the message delegates', () => {
    expect(readRecap(message)).toEqual(decodeRecap(recap))
  })

  test('verifies the default sign-in of the web-sdk and its 13 resources', () => {
    const file = new URL('../../testing/fixtures/default-sign-in.siwe.txt', import.meta.url)
    const read = readRecap(parseSiweMessage(readFileSync(file, 'ascii')))
    const space = 'tinycloud:pkh:eip155:1:0x19E7E376E7C213B7E7e7e46cc70A5dD086DAff2A'
    expect(Object.keys(read?.att ?? {})).toEqual([
      `${space}:account/capabilities`,
      `${space}:account/delegation`,
      `${space}:account/kv/applications/`,
      `${space}:account/kv/spaces/`,
      `${space}:account/kv/system/bootstrap/complete`,
      `${space}:account/sql/account`,
      `${space}:default/capabilities`,
      `${space}:default/duckdb`,
      `${space}:default/hooks`,
      `${space}:default/kv`,
      `${space}:default/sql`,
      `${space}:secrets/kv/vault/secrets/`,
      'urn:tinycloud:encryption:did:pkh:eip155:1:0x19E7E376E7C213B7E7e7e46cc70A5dD086DAff2A:default',
    ])
  })

  test('is undefined without ReCap', () => {
    const { resources: _, ...plain } = message
    expect(readRecap({ ...plain, uri: 'https://app.example' })).toBeUndefined()
    expect(readRecap({ ...message, resources: [] })).toBeUndefined()
    expect(
      readRecap({ ...message, resources: ['urn:recapitulation', 'https://app.example/#urn:recap:a'] }),
    ).toBeUndefined()
  })

  test('lets other resources and other words stand before', () => {
    const resources = ['https://app.example/terms', recap]
    expect(readRecap({ ...message, resources, statement: `Welcome to the app. ${statement}` })).toBeDefined()
  })

  test('accepts the DID of a key without fragment, as hosting a space has it', () => {
    expect(readRecap({ ...message, uri: testVector.did })).toBeDefined()
  })

  test('accepts the DID of another user', () => {
    expect(readRecap({ ...message, uri: 'did:pkh:eip155:1:0xf39Fd6e51aad88F6F4ce6aB8827279cffFb92266' })).toBeDefined()
  })

  test('S4: refuses a ReCap that is not last', () => {
    expect(() => readRecap({ ...message, resources: [recap, 'urn:a:b'] })).toThrow(
      expect.objectContaining({ code: 'recap_malformed', message: expect.stringContaining('last resource') }),
    )
  })

  test('S4: refuses two ReCaps', () => {
    expect(() => readRecap({ ...message, resources: [recap, recap] })).toThrow(malformed)
  })

  test('S4: refuses a second ReCap in another case of letters', () => {
    expect(() => readRecap({ ...message, resources: [recap.replace('urn:recap', 'URN:ReCap'), recap] })).toThrow(
      malformed,
    )
  })

  test('S4: refuses a single ReCap in another case of letters', () => {
    expect(() => readRecap({ ...message, resources: [recap.replace('urn:recap', 'urn:Recap')] })).toThrow(malformed)
  })

  test('S4: refuses a ReCap that does not decode', () => {
    expect(() => readRecap({ ...message, resources: [`${recap}A`] })).toThrow(malformed)
  })

  test('S4: refuses a missing statement', () => {
    expect(() => readRecap({ ...message, statement: undefined })).toThrow(mismatch)
  })

  test('S4: refuses a statement that says less', () => {
    expect(() => readRecap({ ...message, statement: statement.replace(", 'put'", '') })).toThrow(mismatch)
  })

  test('S4: refuses a statement in another order', () => {
    expect(() => readRecap({ ...message, statement: statement.replace("'get', 'list'", "'list', 'get'") })).toThrow(
      mismatch,
    )
  })

  test('S4: refuses words after the sentence', () => {
    expect(() => readRecap({ ...message, statement: `${statement} Or not.` })).toThrow(mismatch)
  })

  test.each([
    ['without a space', `Welcome.${statement}`],
    ['with two spaces', `Welcome.  ${statement}`],
    ['with nothing but a space', ` ${statement}`],
  ])('S4: refuses words before the sentence %s between', (_, text) => {
    expect(() => readRecap({ ...message, statement: text })).toThrow(mismatch)
  })

  test.each([
    [
      'the opening',
      `I further authorize the stated URI to perform the following actions on my behalf: nothing. ${statement}`,
    ],
    ['the opening in another case', `I FURTHER authorize the stated uri to do nothing. ${statement}`],
    ['the opening with wider spaces', `I  further authorize   the stated URI to do nothing. ${statement}`],
    ['a whole sentence', `${statement} ${statement}`],
  ])('S4: refuses %s before the sentence', (_, text) => {
    expect(() => readRecap({ ...message, statement: text })).toThrow(mismatch)
  })

  test.each([
    ['a URL', 'https://app.example'],
    ['the account that signs', 'did:pkh:eip155:1:0x19E7E376E7C213B7E7e7e46cc70A5dD086DAff2A'],
    ['a revocation', 'ucan:bafkr4igkc47eaypq5ohpbkb2b3z3vt2de3fppgltudns5qir6uollh7rqq'],
    ['a key of another type', 'did:key:zDnaerDaTF5BXEavCrfRZEk316dpbLsfPDZ3WJ5hRTPFU2169'],
    ['a fragment of another key', `${testVector.did}#z6MkvUUgH9FQwGL5z16eG9Ug41uS6yiDKg4nV2Hfocho9znd`],
    ['the key twice without fragment mark', `${testVector.did}${testVector.did.slice('did:key:'.length)}`],
  ])('S4: refuses %s as URI', (_, uri) => {
    expect(() => readRecap({ ...message, uri })).toThrow(uriMismatch)
  })

  test('S4: reads 64 resources and 256 abilities', () => {
    const att = Object.fromEntries(Array.from({ length: 64 }, (_, index) => [`urn:a:${index}`, abilities(4)]))
    expect(Object.keys(readRecap(delegating(att))?.att ?? {})).toHaveLength(64)
  })

  test('S4: refuses 65 resources', () => {
    const att = Object.fromEntries(Array.from({ length: 65 }, (_, index) => [`urn:a:${index}`, abilities(1)]))
    expect(() => readRecap(delegating(att))).toThrow(counted('at most 64 resources; this one has 65'))
  })

  test('S4: refuses 257 abilities', () => {
    expect(() => readRecap(delegating({ 'urn:a:b': abilities(256) }))).not.toThrow()
    const att = { 'urn:a:b': abilities(257) }
    expect(() => readRecap({ ...message, resources: [recapUri({ att, prf: [] })] })).toThrow(
      counted('at most 256 abilities; this one has 257'),
    )
  })

  test('R5: accepts 64 proofs and refuses 65', () => {
    const att = { 'urn:a:b': abilities(1) }
    const proofs = (length: number) => Array.from({ length }, () => proof)
    expect(readRecap(delegating(att, proofs(64)))?.prf).toHaveLength(64)
    expect(() => readRecap({ ...message, resources: [recapUri({ att, prf: proofs(65) })] })).toThrow(
      counted('at most 64 proofs; this one has 65'),
    )
  })

  test('R5: refuses a proof of 129 characters and says how long it is', () => {
    const att = { 'urn:a:b': abilities(1) }
    const prf = [`z${'z'.repeat(128)}`]
    expect(() => readRecap({ ...message, resources: [recapUri({ att, prf })] })).toThrow(
      counted('at most 128 characters; this one has 129'),
    )
  })

  test.each([
    ['resources', Object.fromEntries(Array.from({ length: 65 }, (_, index) => [`no URI ${index}`, {}])), []],
    ['abilities', { 'no URI': abilities(257) }, []],
    ['proofs', { 'no URI': abilities(1) }, Array.from({ length: 65 }, () => 'no CID')],
  ])('R5: counts %s before it looks at any of them', (what, att, prf) => {
    const uri = recapUri({ att, prf })
    expect(() => readRecap({ ...message, resources: [uri] })).toThrow(counted(`${what}; this one has`))
  })

  test('S4: keeps caveats, which no sentence mentions', () => {
    const att = { 'urn:a:b': { 'kv/get': [{ until: 'noon' }] } }
    expect(readRecap(delegating(att))?.att).toEqual(att)
  })
})
