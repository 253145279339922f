import { describe, expect, test } from 'vitest'
import { testVector } from '../testing/testVector.ts'
import { completeSessionSetup } from './completeSessionSetup.ts'
import { createInvocation, createInvocationFor, type InvocationOptions } from './createInvocation.ts'
import { createUcanDelegation } from './createUcanDelegation.ts'
import { createSessionKey, sessionKeyFromJwk } from './sessionKey.ts'
import { isUcanDelegation, parseUcan, verifyUcanSignature } from './ucan.ts'

const { siwe, signature, spaceId, did } = testVector
const { jwk, didUrl } = sessionKeyFromJwk(testVector.jwk)
const session = completeSessionSetup({ jwk, spaceId, siwe, signature, verificationMethod: didUrl })
const now = 1_767_225_600_999
const get = { resource: `${spaceId}/kv/spaces/x`, ability: 'tinycloud.kv/get' }
const refused = (field: string) => expect.objectContaining({ code: 'invalid_params', details: { field } })

const invoke = (options: Partial<InvocationOptions>, capabilities = [get]) =>
  parseUcan(createInvocation(session, capabilities, { now, ...options }).Authorization).payload

describe('createInvocation', () => {
  test.each([
    [undefined, 120],
    [60, 60],
    [0, 30],
    [-5, 30],
    [100_000, 3600],
  ])('ttlSecs %s: expires %s s after the second it is made in', (ttlSecs, lifetime) => {
    expect(invoke({ ttlSecs }).exp).toBe(1_767_225_600 + lifetime)
  })

  test('ttlSecs: is the session’s by default', () => {
    const { Authorization } = createInvocation({ ...session, invocationTtlSecs: 45 }, [get], { now })
    expect(parseUcan(Authorization).payload.exp).toBe(1_767_225_645)
  })

  test('carries facts and audience', () => {
    const facts = [{ capabilitiesReadParams: { type: 'all' } }, 'é', 1.5]
    const { fct, aud } = invoke({ facts, audience: 'did:web:node.example' })
    expect({ fct, aud }).toStrictEqual({ fct: facts, aud: 'did:web:node.example' })
  })

  test('is for the session itself by default', () => {
    expect(invoke({}).aud).toBe(did)
  })

  test('holds several capabilities, each once', () => {
    const put = { ...get, ability: 'tinycloud.kv/put' }
    const other = { ...get, resource: `${spaceId}/sql/account` }
    expect(invoke({}, [put, get, other, get]).att).toEqual({
      [get.resource]: { 'tinycloud.kv/get': [{}], 'tinycloud.kv/put': [{}] },
      [other.resource]: { 'tinycloud.kv/get': [{}] },
    })
  })

  test('is another token each time', () => {
    expect(invoke({}).nnc).not.toBe(invoke({}).nnc)
  })

  test.each([
    ['att', 'no capability', {}, []],
    ['att', 'a resource with a space', {}, [{ ...get, resource: `${spaceId}/kv/a b` }]],
    ['att', 'an ability without namespace', {}, [{ ...get, ability: 'get' }]],
    ['nnc', 'a nonce without bound', { nonce: 'n'.repeat(513) }, [get]],
    ['aud', 'an audience with fragment', { audience: didUrl }, [get]],
    ['ucan', 'no time', { now: Number.NaN }, [get]],
    ['ucan', 'a fact with half a character', { facts: ['\ud800'] }, [get]],
  ])('%s: refuses %s', (field, _, options, capabilities) => {
    expect(() => createInvocation(session, capabilities, { now, ...options })).toThrow(refused(field))
  })

  test('refuses a session that was given to another key', () => {
    const other = { ...session, verificationMethod: createSessionKey().didUrl }
    expect(() => createInvocation(other, [get], { now })).toThrow(refused('jwk'))
  })
})

describe('createInvocationFor', () => {
  const network = 'urn:tinycloud:encryption:did:pkh:eip155:1:0x19E7E376E7C213B7E7e7e46cc70A5dD086DAff2A:default'
  const publicSpace = spaceId.replace(':account', ':public')
  test.each([
    ['an empty path keeps its segment', { service: 'capabilities', path: '' }, `${spaceId}/capabilities/`],
    ['a network is its own resource', { service: 'encryption', path: network }, network],
    ['another space', { spaceId: publicSpace, service: 'kv', path: 'a' }, `${publicSpace}/kv/a`],
  ])('%s', (_, operation, resource) => {
    const { Authorization } = createInvocationFor(session, { ...operation, ability: 'a/b' }, { now })
    expect(parseUcan(Authorization).payload.att).toEqual({ [resource]: { 'a/b': [{}] } })
  })
})

describe('createUcanDelegation', () => {
  const delegate = createSessionKey()
  const att = { [get.resource]: { [get.ability]: [{ until: 'noon' }] } }
  const options = { delegate: delegate.didUrl, expiresAt: now + 60_000, notBefore: now }

  test('passes capabilities on to another key', () => {
    const { delegationHeader, delegationCid } = createUcanDelegation(session, att, options)
    const ucan = parseUcan(delegationHeader.Authorization)
    expect(delegationCid).toMatch(/^bafkr4i/)
    expect(verifyUcanSignature(ucan)).toBe(true)
    expect(ucan.payload).toEqual({
      att,
      aud: delegate.did,
      exp: 1_767_225_660,
      iss: didUrl,
      nbf: 1_767_225_601,
      nnc: ucan.payload.nnc,
      prf: [session.delegationCid],
    })
  })

  test('passes capabilities on to an account', () => {
    const account = 'did:pkh:eip155:1:0xf39Fd6e51aad88F6F4ce6aB8827279cffFb92266'
    for (const delegate of [account, account.toLowerCase(), `${account}#blockchainAccountId`]) {
      const { Authorization } = createUcanDelegation(session, att, { ...options, delegate }).delegationHeader
      expect(parseUcan(Authorization).payload.aud).toBe(account)
    }
  })

  test('reports where it may not be passed on', () => {
    const { Authorization } = createUcanDelegation(session, att, { ...options, isTerminal: true }).delegationHeader
    expect(parseUcan(Authorization).payload.fct).toEqual([{ 'xyz.tinycloud.policy/delegationMode': 'terminal' }])
  })

  test('is told from an invocation', () => {
    const { Authorization } = createUcanDelegation(session, att, options).delegationHeader
    expect(isUcanDelegation(parseUcan(Authorization))).toBe(true)
    expect(isUcanDelegation(parseUcan(testVector.invocation.authorization))).toBe(false)
  })

  test.each([
    ['DID', 'a delegate that is neither account nor key', { delegate: 'did:web:a.example' }],
    ['DID', 'an account with half an address', { delegate: `did:pkh:eip155:1:0x${'ab'.repeat(10)}` }],
    ['DID', 'an account of another kind of chain', { delegate: 'did:pkh:solana:1:0x00' }],
    ['delegate', 'the session key itself', { delegate: did }],
  ])('%s: refuses %s', (field, _, change) => {
    expect(() => createUcanDelegation(session, att, { ...options, ...change })).toThrow(
      expect.objectContaining({ code: 'invalid_params', details: expect.objectContaining({ field }) }),
    )
  })
})
