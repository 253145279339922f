import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { formatPermission, parsePermissions, permits } from './permissions.ts'

const origin = 'https://openkey.example'
const get = 'publickey-credentials-get'

describe('parsePermissions', () => {
  test.for([
    ['camera=()', { camera: [] }],
    ['camera=*', { camera: ['*'] }],
    ['camera=self', { camera: ['self'] }],
    ['camera=(self "https://a.example")', { camera: ['self', 'https://a.example'] }],
    ['camera=("https://a.example"  self), usb=()', { camera: ['https://a.example', 'self'], usb: [] }],
    ['camera=();report-to=main, usb=*', { camera: [], usb: ['*'] }],
    ['camera=(self);a="x, y", usb=*', { camera: ['self'], usb: ['*'] }],
    ['camera=(), camera=*', { camera: ['*'] }],
    ['camera', {}],
    ['', {}],
  ] as const)('reads %s', ([text, permissions]) => {
    expect(Object.fromEntries(parsePermissions(text))).toEqual(permissions)
  })

  test.for(["camera 'none'; usb 'self'", 'camera=(self', 'camera=() usb=()', 'Camera=()', '=()'])(
    'finds nothing in %s, which a browser ignores as well',
    (text) => {
      expect(parsePermissions(text).size).toBe(0)
    },
  )

  test('parses any text, and parses its own output to the same value', () => {
    const allowed = fc.oneof(
      fc.constantFrom('self', '*'),
      fc.domain().map((name) => `https://${name}`),
    )
    fc.assert(
      fc.property(fc.string(), fc.array(allowed), fc.array(allowed), (text, some, others) => {
        parsePermissions(text)
        const header = [formatPermission(get, some), formatPermission('camera', others)].join(', ')
        expect(Object.fromEntries(parsePermissions(header))).toEqual({ [get]: some, camera: others })
      }),
    )
  })
})

describe('permits', () => {
  test.for([
    ['camera=()', true],
    [`${get}=*`, true],
    [`${get}=("https://openkey.example")`, true],
    [`${get}=("https://openkey.example/")`, true],
    [`${get}=("https://*.example")`, true],
    [`${get}=()`, false],
    [`${get}=self`, false],
    [`${get}=("https://app.example")`, false],
    [`${get}=("http://*.example")`, false],
    [`${get}=("https://*.openkey.example")`, false],
  ] as const)('reads %s as %s', ([text, isPermitted]) => {
    expect(permits(parsePermissions(text), get, origin)).toBe(isPermitted)
  })
})
