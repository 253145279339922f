import { describe, expect, test } from 'vitest'
import { spellEmail } from './spellEmail.ts'

describe('spellEmail', () => {
  test.each([
    ['ada@bücher.example', 'ada@xn--bcher-kva.example'],
    ['Ada+tag@BÜCHER.example', 'Ada+tag@xn--bcher-kva.example'],
    ['ada@пример.рф', 'ada@xn--e1afmkfd.xn--p1ai'],
    ['ada@例え。テスト', 'ada@xn--r8jz45g.xn--zckzah'],
    ['ada@straße.example', 'ada@xn--strae-oqa.example'],
    ['“ada”@bücher.example', '“ada”@xn--bcher-kva.example'],
  ])('spells the domain of %s as DNS does', (text, address) => {
    expect(spellEmail(text)).toBe(address)
    expect(spellEmail(address)).toBe(address)
  })

  test.each([
    "o'hara+{tag}@Example.COM",
    'ada@1.2.3',
    'ada',
    'bücher.example',
    'ada@bücher.example:80',
    'ada@bücher.example/path',
    'ada@b%C3%BCcher.ü',
    'ada@xn--a.ü',
    'ädä@example.com',
    '',
  ])('leaves %s as it is', (text) => {
    expect(spellEmail(text)).toBe(text)
  })
})
