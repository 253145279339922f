import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { serviceActions } from './permissionText.ts'
import { choices, defaultSwitches, readSwitches, type Switches, writeSwitches } from './switches.ts'

const page = 'http://localhost:5173/?tab=log&shared=a#link'

const permissions = fc.constantFrom(...Object.keys(serviceActions)).chain((service) =>
  fc.record({
    service: fc.constant(`tinycloud.${service}`),
    actions: fc.subarray([...(serviceActions[service] ?? [])], { minLength: 1 }),
    space: fc.stringMatching(/^[\w-]{1,12}$/),
    path: fc.stringMatching(/^[ -~]{0,12}$/),
  }),
)

const switches: fc.Arbitrary<Switches> = fc.record({
  sdk: fc.constantFrom(...choices.sdk),
  presentation: fc.constantFrom(...choices.presentation),
  theme: fc.constantFrom(...choices.theme),
  accent: fc.constantFrom(...choices.accent),
  radius: fc.constantFrom(...choices.radius),
  density: fc.constantFrom(...choices.density),
  font: fc.constantFrom(...choices.font),
  locale: fc.constantFrom(...choices.locale),
  chain: fc.constantFrom(...choices.chain),
  user: fc.constantFrom(...choices.user),
  permissions: fc.array(permissions, { maxLength: 4 }),
})

describe('writeSwitches', () => {
  test('property: readSwitches reads what it writes, over any other switches', () => {
    fc.assert(
      fc.property(switches, switches, (before, after) => {
        expect(readSwitches(writeSwitches(writeSwitches(page, before), after))).toEqual(after)
      }),
    )
  })

  test('property: keeps the rest of the URL, and writes no defaults', () => {
    fc.assert(
      fc.property(switches, (chosen) => {
        expect(writeSwitches(writeSwitches(page, chosen), defaultSwitches)).toBe(page)
      }),
    )
  })
})

describe('readSwitches', () => {
  test.for([
    'theme=blue',
    'sdk=toString',
    'permission=kv:get',
    'permission=kv:fly:notes:',
    'permission=constructor:get:notes:',
    'permission=kv:get,:notes:',
  ])('ignores %s', (query) => {
    expect(readSwitches(`http://localhost/?${query}`)).toEqual(defaultSwitches)
  })
})
