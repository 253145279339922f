import { describe, expect, test } from 'vitest'
import { fillSlots } from './phrase.ts'

describe('fillSlots', () => {
  test('returns the words and the values in the order of the template', () => {
    expect(fillSlots('Read {path} in {name} now', { name: 2, path: 1 })).toEqual(['Read ', 1, ' in ', 2, ' now'])
    expect(fillSlots('{host} asks', { host: 1 })).toEqual([1, ' asks'])
  })

  test('S12: leaves braces within a value alone', () => {
    expect(fillSlots('Read {path}', { path: '{path}{name}' })).toEqual(['Read ', '{path}{name}'])
  })

  test('requires a value for every slot', () => {
    // @ts-expect-error `path` is missing
    expect(fillSlots('Read {path}', {})).toEqual(['Read ', undefined])
  })
})
