import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { readEmailAddress } from './emailAddress.ts'

const atext = [..."abcdefghijklmnopqrstuvwxyz0123456789!#$%&'*+-/=?^_`{|}~"]

describe('readEmailAddress', () => {
  test('property: accepts every local part that RFC 5321 allows without quotes', () => {
    const atom = fc.string({ unit: fc.constantFrom(...atext), minLength: 1, maxLength: 20 })
    fc.assert(
      fc.property(fc.array(atom, { minLength: 1, maxLength: 3 }), (atoms) => {
        const address = `${atoms.join('.')}@example.com`
        expect(readEmailAddress(address)).toBe(address)
      }),
    )
  })

  test.each([
    ['letters of ASCII', 'Ada.LOVELACE@Example.COM', 'ada.lovelace@example.com'],
    ['an internationalised domain', 'ada@bücher.example', 'ada@xn--bcher-kva.example'],
    ['one in capitals', 'ada@BÜCHER.example', 'ada@xn--bcher-kva.example'],
    ['one with a composed letter', 'ada@bu\u0308cher.example', 'ada@xn--bcher-kva.example'],
    ['one as DNS spells it', 'ada@XN--BCHER-KVA.example', 'ada@xn--bcher-kva.example'],
    ['an internationalised top-level domain', 'ada@почта.рф', 'ada@xn--80a1acny.xn--p1ai'],
    ['a full stop of another script', 'ada@例え。テスト', 'ada@xn--r8jz45g.xn--zckzah'],
    ['a domain with a joiner', 'ada@نامه\u200cای.example', 'ada@xn--mgba3gch31f060k.example'],
  ])('normalises %s', (_, text, address) => {
    expect(readEmailAddress(text)).toBe(address)
    expect(readEmailAddress(address)).toBe(address)
  })

  test.each([
    ['a tag after a plus', 'ada+news@example.com', 'ada@example.com'],
    ['dots', 'a.da@example.com', 'ada@example.com'],
    ['an apostrophe', "o'hara@example.com", 'ohara@example.com'],
    ['hyphen and underscore', 'a-da@example.com', 'a_da@example.com'],
    ['a sharp s', 'ada@straße.example', 'ada@strasse.example'],
    ['a final sigma', 'ada@βόλος.example', 'ada@βόλοσ.example'],
    ['a subdomain', 'ada@mail.example.com', 'ada@example.com'],
    ['a dotless letter', 'ada@lıra.example', 'ada@lira.example'],
  ])('distinguishes addresses that differ in %s', (_, one, other) => {
    expect(readEmailAddress(one)).toMatch(/@/)
    expect(readEmailAddress(other)).toMatch(/@/)
    expect(readEmailAddress(one)).not.toBe(readEmailAddress(other))
  })

  test.each([
    ['no at sign', 'nobody'],
    ['no local part', '@example.com'],
    ['no domain', 'ada@'],
    ['two at signs', 'ada@home@example.com'],
    ['a dot at the start', '.ada@example.com'],
    ['a dot at the end', 'ada.@example.com'],
    ['two dots in a row', 'a..da@example.com'],
    ['a space', 'ada lovelace@example.com'],
    ['a space around', ' ada@example.com'],
    ['a line end', 'ada@example.com\r\nBcc: eve@example.com'],
    ['a comma', 'ada,eve@example.com'],
    ['angle brackets', 'Ada <ada@example.com>'],
    ['a quoted local part', '"ada lovelace"@example.com'],
    ['the Kelvin sign, which lower-cases to a k', '\u212aate@example.com'],
    ['a dotted capital I', '\u0130da@example.com'],
    ['a fullwidth letter', '\uff41da@example.com'],
    ['a letter of another script', 'аda@example.com'],
    ['a host without a dot', 'ada@localhost'],
    ['an IP address', 'ada@127.0.0.1'],
    ['a short IP address', 'ada@127.1'],
    ['an address literal', 'ada@[127.0.0.1]'],
    ['a port', 'ada@example.com:25'],
    ['a path', 'ada@example.com/x'],
    ['percent-encoding', 'ada@ex%61mple.com'],
    ['a dot after the domain', 'ada@example.com.'],
    ['an empty label', 'ada@example..com'],
    ['a hyphen at the end of a label', 'ada@example-.com'],
    ['an underscore in the domain', 'ada@ex_ample.com'],
    ['what is no Punycode', 'ada@xn--a.example'],
    ['a soft hyphen', 'ada@exam\u00adple.com'],
    ['a zero-width space', 'ada@exam\u200bple.com'],
    ['a label of 64 characters', `ada@${'a'.repeat(64)}.com`],
    ['65 characters before the at sign', `${'a'.repeat(65)}@example.com`],
    ['255 characters', `ada@${'a.'.repeat(124)}com`],
    ['more than 254 once encoded', `ada@${`${'ü'.repeat(47)}.`.repeat(5)}com`],
  ])('rejects an address with %s', (_, text) => {
    expect(readEmailAddress(text)).toBeUndefined()
  })

  test('accepts 64 characters before the at sign', () => {
    const address = `${'a'.repeat(64)}@example.com`
    expect(readEmailAddress(address)).toBe(address)
  })
})
