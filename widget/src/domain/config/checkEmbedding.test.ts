import { parseOrigin } from '@openkey/protocol'
import { describe, expect, test } from 'vitest'
import { checkEmbedding } from './checkEmbedding.ts'

const origin = parseOrigin('https://app.example')

describe('checkEmbedding', () => {
  test('admits any origin where the deployment does', () => {
    expect(() => checkEmbedding(origin, { embedding: { allow: 'any' } })).not.toThrow()
  })

  test('S11: admits the origins on the list, and no other', () => {
    expect(() => checkEmbedding(origin, { embedding: { allow: [origin] } })).not.toThrow()
    for (const other of ['https://evil.example', 'https://app.example:8443', 'http://app.localhost']) {
      expect(() => checkEmbedding(parseOrigin(other), { embedding: { allow: [origin] } })).toThrow(
        expect.objectContaining({ code: 'origin_not_allowed', details: { received: other } }),
      )
    }
  })
})
