import { describe, expect, test } from 'vitest'
import { mayEmbed } from './embeddingPolicy.ts'

describe('mayEmbed', () => {
  test.each([
    'https://app.example',
    'https://app.example:8443',
    'http://localhost:5173',
    'http://app.localhost',
    'http://127.0.0.1:8080',
  ])('lets any page embed: %s', (origin) => {
    expect(mayEmbed({ allow: 'any' }, origin)).toBe(true)
  })

  test.each([
    'http://app.example',
    'http://localhost.evil.example',
    'http://evil-localhost',
    'https://app.example/',
    'https://APP.example',
    'https://user@app.example',
    'https://app.example:443',
    'file://',
    'null',
    '',
  ])('lets nothing else embed: %j', (origin) => {
    expect(mayEmbed({ allow: 'any' }, origin)).toBe(false)
  })

  test('lets the listed origins embed and no other', () => {
    const policy = { allow: ['https://app.example'] }
    expect(mayEmbed(policy, 'https://app.example')).toBe(true)
    expect(mayEmbed(policy, 'https://other.example')).toBe(false)
  })
})
