import { describe, expect, test } from 'vitest'
import { serveKeyEndpoint } from './serveKeyEndpoint.ts'
import { processVariables } from './testing/spawnKeyEndpoint.ts'

describe('serveKeyEndpoint', () => {
  test.each([
    ['a missing widget origin', { OPENKEY_WIDGET_ORIGIN: '' }, 'Invalid OPENKEY_WIDGET_ORIGIN: expected an origin'],
    ['an unknown policy', { OPENKEY_DPOP: 'maybe' }, 'Invalid OPENKEY_DPOP: expected required or off.'],
    [
      'too few connections',
      { OPENKEY_DATABASE_CONNECTIONS: '1' },
      'Invalid OPENKEY_DATABASE_CONNECTIONS: expected a n',
    ],
    [
      'a remote database without TLS',
      { DATABASE_URL: 'postgres://user:secret@db.example/keys?sslmode=disable' },
      'The connection to postgres://db.example/keys must use TLS with a verified certificate',
    ],
    ['production without mail', { OPENKEY_ENVIRONMENT: 'production' }, 'No mail transport.'],
  ])('ends with one sentence for %s', async (_, wrong, sentence) => {
    const env = { ...processVariables, OPENKEY_DATA_DIR: ':memory:', ...wrong }
    await expect(serveKeyEndpoint(env)).rejects.toThrow(sentence)
  })
})
