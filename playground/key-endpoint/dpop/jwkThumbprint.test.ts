import { describe, expect, test } from 'vitest'
import { jwkThumbprint } from './jwkThumbprint.ts'

describe('jwkThumbprint', () => {
  test('is the one that RFC 9449 6.1 gives for its key', () => {
    const key = {
      kty: 'EC',
      x: 'l8tFrhx-34tV3hRICRDY9zCkDlpBhF42UQUfWVAWBFs',
      y: '9VE4jf_Ok_o64zbTTlcuNJajHmt6v9TDVrU0CdvGRDA',
      crv: 'P-256',
    } as const
    expect(jwkThumbprint(key)).toBe('0ZcOCORZNYy-DWpqq30jZyJGHTN0d2HglBV3uiguA4I')
  })
})
