import { describe, expect, test } from 'vitest'
import * as entry from './index.ts'

describe('@openkey/host-sdk/wagmi', () => {
  test('exports the connector', () => {
    expect(Object.keys(entry)).toEqual(['openKey'])
  })
})
