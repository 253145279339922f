import { privateKeyToAddress } from 'viem/accounts'
import { describe, expect, test } from 'vitest'
import { signInMessage } from '../../testing/signInMessage.ts'
import { detectSubject } from './detectSignIn.ts'

const address = privateKeyToAddress(`0x${'11'.repeat(32)}`)
const stranger = privateKeyToAddress(`0x${'22'.repeat(32)}`)
const expiresAt = 1_800_000_000_000

const wanting = (service: string, path: string, verb: string) =>
  signInMessage({ address, expiresAt, inAccount: { [service]: { [path]: [`tinycloud.${service}/${verb}`] } } })

describe('detectSubject', () => {
  test('says whose account, on which chain, until when', () => {
    expect(detectSubject(signInMessage({ address, expiresAt }), address)).toEqual({ address, chainId: 1, expiresAt })
    expect(detectSubject(signInMessage({ address, chainId: 137, expiresAt }), address)?.chainId).toBe(137)
  })

  test('knows the key in any case of letters', () => {
    expect(detectSubject(signInMessage({ address }), address.toLowerCase())?.address).toBe(address)
  })

  test.each([
    ['capabilities', '', 'read'],
    ['capabilities', 'capabilities', 'read'],
    ['kv', 'applications/', 'get'],
    ['kv', 'applications/', 'list'],
    ['kv', 'spaces/', 'put'],
    ['sql', 'account', 'read'],
    ['sql', 'account', 'schema'],
    ['sql', 'account', 'write'],
  ])('recognises %s “%s” %s in the account space', (service, path, verb) => {
    expect(detectSubject(wanting(service, path, verb), address)).toBeDefined()
  })

  test.each([
    ['kv', '', 'get'],
    ['kv', 'spaces', 'get'],
    ['kv', 'spaces/x', 'get'],
    ['kv', 'spaces/', 'del'],
    ['sql', '', 'read'],
    ['sql', 'accounts', 'read'],
    ['sql', 'account', 'admin'],
    ['capabilities', 'all', 'read'],
    ['duckdb', 'account', 'read'],
  ])('does not recognise %s “%s” %s there', (service, path, verb) => {
    expect(detectSubject(wanting(service, path, verb), address)).toBeUndefined()
  })

  test('recognises the making of the signer’s default network', () => {
    const network = (owner: string, name: string) => `urn:tinycloud:encryption:did:pkh:eip155:1:${owner}:${name}`
    const message = (resource: string, ability: string) =>
      signInMessage({ address, inAccount: {}, raw: { [resource]: [ability] } })
    const create = 'tinycloud.encryption/network.create'
    expect(detectSubject(message(network(address, 'default'), create), address)).toBeDefined()
    expect(detectSubject(message(network(address, 'other'), create), address)).toBeUndefined()
    expect(detectSubject(message(network(stranger, 'default'), create), address)).toBeUndefined()
    expect(detectSubject(message(network(address, 'default'), 'tinycloud.encryption/decrypt'), address)).toBeUndefined()
  })

  test('S14: does not take a message about somebody else’s account for one about the signer’s', () => {
    expect(detectSubject(signInMessage({ address, owner: stranger }), address)).toBeUndefined()
  })

  test('S14: does not take a message that names another signer', () => {
    expect(detectSubject(signInMessage({ address: stranger }), address)).toBeUndefined()
  })

  test('S14: does not take what another user receives for a sign-in', () => {
    const message = signInMessage({ address }).replace(/^URI: .*$/m, `URI: did:pkh:eip155:1:${stranger}`)
    expect(detectSubject(message, address)).toBeUndefined()
  })

  test('S4: does not take a message whose statement says something else than its ReCap', () => {
    const message = signInMessage({ address })
    expect(detectSubject(message.replace("'get' for", "'list' for"), address)).toBeUndefined()
  })

  test.each(['', 'hello', '0x68656c6c6f', '{}'])('does not take “%s” for a sign-in', (message) => {
    expect(detectSubject(message, address)).toBeUndefined()
  })

  test('does not take a message with a tail for a sign-in', () => {
    expect(detectSubject(`${signInMessage({ address })}\n`, address)).toBeUndefined()
  })
})
