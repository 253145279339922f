import { describe, expect, test } from 'vitest'
import { invalidField } from './check.ts'
import { array, integer, optional, record, string } from './checkKinds.ts'

const person = record({ name: string(1, 4), age: optional(integer(0, 150)) })
const ada = { name: 'Ada', age: 36 }

describe('record', () => {
  test('accepts its members, optional ones absent or undefined', () => {
    expect([ada, { name: 'Ada' }, { name: 'Ada', age: undefined }].map(person)).toEqual([true, true, true])
  })

  test.for([
    ['a member it does not know', { ...ada, admin: true }],
    ['an own __proto__', JSON.parse('{"name": "Ada", "__proto__": {}}')],
    ['constructor as a member', { ...ada, constructor: 1 }],
    ['an inherited member it does not know', Object.setPrototypeOf({ ...ada }, { admin: true })],
    ['a missing member', { age: 36 }],
    ['an undefined member', { name: undefined }],
    ['a list', Object.assign([], ada)],
    ['null', null],
    ['a text', 'Ada'],
  ])('R10: refuses %s', ([, value]) => {
    expect(person(value)).toBe(false)
  })

  test('ignores members that a script of the page has given to every object', () => {
    const added = { extend: () => {}, age: () => {} }
    try {
      Object.assign(Object.prototype, added)
      expect([{ name: 'Ada' }, { age: 36 }, { name: 'Ada', extend: 1 }].map(person)).toEqual([true, false, false])
    } finally {
      for (const name of Object.keys(added)) Reflect.deleteProperty(Object.prototype, name)
    }
  })
})

describe('integer', () => {
  test.for([Number.NaN, Number.POSITIVE_INFINITY, 0.5, -1, 151, '36', 36n, new Number(36)])('refuses %s', (age) => {
    expect(person({ ...ada, age })).toBe(false)
  })
})

describe('string', () => {
  test('counts UTF-16 units', () => {
    expect(['😀😀', '😀😀😀', ''].map(string(1, 4))).toEqual([true, false, false])
  })
})

describe('array', () => {
  test('refuses holes, and too few or too many items', () => {
    const digits = array(integer(0, 9), 1, 3)
    expect([[1, 2], [], new Array(2), [1, undefined], [1, 2, 3, 4], { 0: 1, length: 1 }].map(digits)).toEqual([
      true,
      false,
      false,
      false,
      false,
      false,
    ])
  })
})

describe('invalidField', () => {
  test('names the first member its check refuses, and none where the fault is another', () => {
    expect(
      [{ name: '', age: -1 }, { ...ada, age: -1 }, { ...ada, admin: 1 }, null, 7].map((value) =>
        invalidField(person, value),
      ),
    ).toEqual(['name', 'age', undefined, undefined, undefined])
  })
})
