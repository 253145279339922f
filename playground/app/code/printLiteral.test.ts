import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { printLiteral } from './printLiteral.ts'

const names = fc.stringMatching(/^[a-z][a-zA-Z]{0,8}$/)
const { value: values } = fc.letrec((tie) => ({
  value: fc.oneof(
    { maxDepth: 3 },
    fc.string({ unit: 'binary' }),
    fc.integer(),
    fc.boolean(),
    fc.array(tie('value')),
    fc.dictionary(names, tie('value'), { noNullPrototype: true }),
  ),
}))

describe('printLiteral', () => {
  test('property: prints an expression of the value', () => {
    fc.assert(
      fc.property(values, (value) => {
        expect(new Function(`return ${printLiteral(value)}`)()).toEqual(value)
      }),
    )
  })

  test('writes as a person does', () => {
    expect(
      printLiteral({ appName: "Ada's notes", appearance: { theme: 'dark', locale: undefined }, hosts: ['a'] }),
    ).toBe(String.raw`{ appName: 'Ada\'s notes', appearance: { theme: 'dark' }, hosts: ['a'] }`)
  })

  test('cannot end a script element', () => {
    expect(printLiteral('</script><script>')).not.toContain('<')
  })
})
