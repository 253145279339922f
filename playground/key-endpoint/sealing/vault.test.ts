import { describe, expect, test } from 'vitest'
import { createVault } from './vault.ts'

const vault = createVault({ secrets: [Buffer.alloc(32, 7)] })

describe('createVault', () => {
  test('passes the key to the function and wipes it afterwards', () => {
    const sealed = vault.put('key-1', Buffer.alloc(32, 0x11))
    let lent: Uint8Array = new Uint8Array()
    const seen = vault.open(sealed, (privateKey) => {
      lent = privateKey
      return Buffer.from(privateKey)
    })
    expect(seen).toEqual(Buffer.alloc(32, 0x11))
    expect(Buffer.from(lent)).toEqual(Buffer.alloc(32))
  })

  test('wipes the key when the function throws', () => {
    const sealed = vault.put('key-1', Buffer.alloc(32, 0x11))
    let lent: Uint8Array = new Uint8Array()
    expect(() =>
      vault.open(sealed, (privateKey) => {
        lent = privateKey
        throw new Error('no')
      }),
    ).toThrow('no')
    expect(Buffer.from(lent)).toEqual(Buffer.alloc(32))
  })

  test('does not contain the key in what it stores', () => {
    const { sealed, sealingContext } = vault.put('key-1', Buffer.alloc(32, 0x11))
    expect(Buffer.concat([sealed, sealingContext]).includes(Buffer.alloc(8, 0x11))).toBe(false)
  })

  test('rejects a stored key under another address', () => {
    const stored = vault.put('key-1', Buffer.alloc(32, 0x11))
    expect(() => vault.open({ ...stored, address: '0x0' }, () => {})).toThrow()
  })
})
