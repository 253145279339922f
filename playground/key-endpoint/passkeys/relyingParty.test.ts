import { describe, expect, test } from 'vitest'
import { isEmbeddingAllowed } from './relyingParty.ts'

describe('isEmbeddingAllowed', () => {
  test.each([
    'https://app.example',
    'https://app.example:8443',
    'http://localhost:5173',
    'http://app.localhost',
    'http://127.0.0.1:8080',
  ])('allows %s with "any"', (origin) => {
    expect(isEmbeddingAllowed({ allow: 'any' }, origin)).toBe(true)
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
  ])('rejects %j with "any"', (origin) => {
    expect(isEmbeddingAllowed({ allow: 'any' }, origin)).toBe(false)
  })

  test('allows only the listed origins', () => {
    const policy = { allow: ['https://app.example'] }
    expect(isEmbeddingAllowed(policy, 'https://app.example')).toBe(true)
    expect(isEmbeddingAllowed(policy, 'https://other.example')).toBe(false)
  })
})
