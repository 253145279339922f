import { describe, expect, test } from 'vitest'
import { explainAccent } from './explainAccent.ts'

describe('explainAccent', () => {
  test.for([
    [undefined, undefined],
    [null, undefined],
    ['#808080', undefined],
    ['#ffeb3b', 'the accent #ffeb3b is darkened in the light theme, for contrast.'],
    ['#000000', 'the accent #000000 is lightened in the dark theme, for contrast.'],
  ] as const)('%s: %s', ([accent, text]) => {
    expect(explainAccent(accent)).toBe(text)
  })
})
