import { describe, expect, test } from 'vitest'
import { messageDigest } from './messageDigest.ts'

describe('messageDigest', () => {
  test('is the EIP-191 hash', () => {
    expect(messageDigest('Hello World')).toBe('a1de988600a42c4b4ab089b619297c17d53cffae5d5120d82d8a92d0bb3b78f2')
  })

  test('tells messages apart by every byte', () => {
    expect(messageDigest('a')).not.toBe(messageDigest('a '))
  })
})
