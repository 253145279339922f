import { describe, expect, test } from 'vitest'
import { explainStyles } from './explainStyles.ts'

describe('explainStyles', () => {
  test.for<object>([
    {},
    { appearance: null },
    { appearance: { accent: null, radius: null } },
    { appearance: { accent: '#808080', radius: 'large', density: 'compact', font: 'serif' } },
  ])('says nothing of %o', (options) => {
    expect(explainStyles(options)).toEqual([])
  })

  test.for([
    [{ radius: 'huge' }, 'appearance.radius is one of none, small, medium, large. “huge” is ignored.'],
    [{ density: 'toString' }, 'appearance.density is one of comfortable, compact. “toString” is ignored.'],
    [{ font: 7 }, 'appearance.font is one of system, rounded, serif. “7” is ignored.'],
    [{ accent: 'red' }, 'appearance.accent is a color such as #4338ca. “red” is ignored.'],
    [{ accent: '#ffeb3b' }, 'the accent #ffeb3b is darkened in the light theme, for contrast.'],
    [{ accent: '#000000' }, 'the accent #000000 is lightened in the dark theme, for contrast.'],
  ] as const)('%o: %s', ([appearance, text]) => {
    expect(explainStyles({ appearance })).toEqual([text])
  })
})
