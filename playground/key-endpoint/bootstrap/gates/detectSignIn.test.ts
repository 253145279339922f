import { privateKeyToAddress } from 'viem/accounts'
import { describe, expect, test } from 'vitest'
import { signInMessage } from '../../testing/signInMessage.ts'
import { detectSignIn } from './detectSignIn.ts'

const address = privateKeyToAddress(`0x${'11'.repeat(32)}`)
const stranger = privateKeyToAddress(`0x${'22'.repeat(32)}`)
const expiresAt = 1_800_000_000_000

const wanting = (service: string, path: string, verb: string) =>
  signInMessage({ address, expiresAt, inAccount: { [service]: { [path]: [`tinycloud.${service}/${verb}`] } } })

describe('detectSignIn', () => {
  test('returns address, chain and expiry', () => {
    expect(detectSignIn(signInMessage({ address, expiresAt }), address)).toEqual({ address, chainId: 1, expiresAt })
    expect(detectSignIn(signInMessage({ address, chainId: 137, expiresAt }), address)?.chainId).toBe(137)
  })

  test('accepts the key’s address in any case', () => {
    expect(detectSignIn(signInMessage({ address }), address.toLowerCase())?.address).toBe(address)
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
    expect(detectSignIn(wanting(service, path, verb), address)).toBeDefined()
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
  ])('rejects %s “%s” %s there', (service, path, verb) => {
    expect(detectSignIn(wanting(service, path, verb), address)).toBeUndefined()
  })

  test('recognises the creation of the signer’s default network', () => {
    const network = (owner: string, name: string) => `urn:tinycloud:encryption:did:pkh:eip155:1:${owner}:${name}`
    const message = (resource: string, ability: string) =>
      signInMessage({ address, inAccount: {}, raw: { [resource]: [ability] } })
    const create = 'tinycloud.encryption/network.create'
    expect(detectSignIn(message(network(address, 'default'), create), address)).toBeDefined()
    expect(detectSignIn(message(network(address, 'other'), create), address)).toBeUndefined()
    expect(detectSignIn(message(network(stranger, 'default'), create), address)).toBeUndefined()
    expect(detectSignIn(message(network(address, 'default'), 'tinycloud.encryption/decrypt'), address)).toBeUndefined()
  })

  test('S14: rejects a message about the account of another signer', () => {
    expect(detectSignIn(signInMessage({ address, owner: stranger }), address)).toBeUndefined()
  })

  test('S14: rejects a message that names another signer', () => {
    expect(detectSignIn(signInMessage({ address: stranger }), address)).toBeUndefined()
  })

  test('S14: rejects a delegation to another user', () => {
    const message = signInMessage({ address }).replace(/^URI: .*$/m, `URI: did:pkh:eip155:1:${stranger}`)
    expect(detectSignIn(message, address)).toBeUndefined()
  })

  test('S4: rejects a message whose statement differs from its ReCap', () => {
    const message = signInMessage({ address })
    expect(detectSignIn(message.replace("'get' for", "'list' for"), address)).toBeUndefined()
  })

  test.each(['', 'hello', '0x68656c6c6f', '{}'])('rejects “%s”', (message) => {
    expect(detectSignIn(message, address)).toBeUndefined()
  })

  test('rejects a message with trailing text', () => {
    expect(detectSignIn(`${signInMessage({ address })}\n`, address)).toBeUndefined()
  })
})
