import { describe, expect, test } from 'vitest'
import { findCode } from './findCode.ts'
import { toAsciiDigits } from './toAsciiDigits.ts'

/** The digits of a script, by the code point of its zero. */
const inScript = (zero: number, text: string) =>
  text.replace(/\d/g, (digit) => String.fromCodePoint(zero + Number(digit)))

const scripts = [
  ['Arabic-Indic', 0x660],
  ['Extended Arabic-Indic', 0x6f0],
  ['NKo', 0x7c0],
  ['Devanagari', 0x966],
  ['Bengali', 0x9e6],
  ['Gurmukhi', 0xa66],
  ['Tamil', 0xbe6],
  ['Thai', 0xe50],
  ['Lao', 0xed0],
  ['Tibetan', 0xf20],
  ['Myanmar', 0x1040],
  ['Khmer', 0x17e0],
  ['Mongolian', 0x1810],
  ['full-width', 0xff10],
  ['Osmanya', 0x104a0],
  ['mathematical bold', 0x1d7ce],
  ['mathematical double-struck', 0x1d7d8],
  ['mathematical monospace', 0x1d7f6],
  ['segmented', 0x1fbf0],
] as const

describe('toAsciiDigits', () => {
  test('reads every decimal digit that Unicode has', () => {
    // None is in a plane after the first two.
    const digits = Array.from({ length: 0x20000 }, (_, codePoint) => String.fromCodePoint(codePoint)).filter(
      (character) => /^\p{Nd}$/u.test(character),
    )
    expect(digits.length % 10).toBe(0)
    expect(toAsciiDigits(digits.join(''))).toBe('0123456789'.repeat(digits.length / 10))
  })

  test('drops what shows nothing and keeps all other characters', () => {
    expect(toAsciiDigits('\u200e1\u200b2\u2060\ufeff3\u00ad \u20684\u2069️⃣5, é')).toBe('123 45, é')
  })
})

describe('findCode', () => {
  test.each(scripts)('reads %s digits', (_, zero) => {
    expect(findCode(inScript(zero, '012345'))).toBe('012345')
    expect(findCode(inScript(zero, '678 901'))).toBe('678901')
  })

  test.each([
    ['as it is', '123456'],
    ['with spaces around it', '  123456\n'],
    ['in halves', '123 456'],
    ['in halves, by a hyphen', '123-456'],
    ['in halves, by an en dash', '123–456'],
    ['in halves, on two lines', '123\r\n456'],
    ['in pairs', '12 34 56'],
    ['digit by digit', '1 2 3 4 5 6'],
    ['by no-break spaces', '123\u00a0456'],
    ['by thin spaces', '123\u202f456'],
    ['by a tab', '123\t456'],
    ['with a comma for thousands', '123,456'],
    ['with a point for thousands', '123.456'],
    ['with an apostrophe for thousands', '123’456'],
    ['as India groups', '1,23,456'],
    ['as East Asia groups', '12,3456'],
    ['with the Arabic mark for thousands', '١٢٣٬٤٥٦'],
    ['between direction marks', '\u2066123456\u2069'],
    ['with invisible spaces', '1\u200b2\u200c3\u200d4\u20605\ufeff6'],
    ['with soft hyphens', '123\u00ad456'],
    ['as keycaps', '1️⃣2️⃣3️⃣4️⃣5️⃣6️⃣'],
    ['in quotation marks', '“123456”'],
    ['in brackets', '(123456)'],
    ['in mixed scripts', '12३४٥6'],
    ['after a letter', 'G-123456'],
  ])('reads a code %s', (_, written) => {
    expect(findCode(written)).toBe('123456')
  })

  test.each([
    ['our mail', '123456 is your OpenKey sign-in code. It expires in five minutes.\nEnter it only if …'],
    [
      'our mail and its head',
      'From: OpenKey\nSent: 28.11.2026 10:30\nSubject: 123456 is your OpenKey code\n\n123456 is your OpenKey sign-in code',
    ],
    ['a date before it', 'On 2026-11-28 at 10:30 we sent 123456.'],
    ['a short date before it', 'Your code, requested 28-11-26, is 123456'],
    ['a time with seconds after it', 'Your code is 123456. It expires at 10:45:30.'],
    ['a date right after it', 'Code: 123456 28.11.2026'],
    ['a date right before it', '28.11.2026 123456'],
    ['a telephone number', 'Code 123456. Questions? Call +49 170 654321 or (0170) 654321.'],
    ['a telephone number before it', 'Call 0800 654321 if 123456 does not work'],
    ['amounts', 'You paid $654,321 and 654321 €. Your code is 123456, not 1,234.56 EUR.'],
    ['an order number', 'Order #654321: your code is 123456'],
    ['another number of six digits', 'Order 654321. Your OpenKey code is 123 456. Ask about 654321.'],
    ['itself again', '123456 is your code. Enter 123456 or 123-456.'],
    ['longer numbers', 'Message 20261128123456 from 4711: code 123456, id 1234567'],
    ['words stuck to it', 'Code:123456Expires in 5 minutes, 2026'],
    ['a postal code', 'Your number is 123456. Our postal code is 654321.'],
    ['a postal code before it', 'Zip code 654321. Your code is 123456'],
    ['a discount code', '123456 signs you in. Your discount code: 654321'],
    ['a reference', 'Use 123456 to sign in. Ref. 654321'],
    ['a customer and an invoice', 'Customer 654321, invoice 112233: sign in with 123456'],
    ['its address in a link', 'https://openkey.example/verify/123456?ts=20261128'],
    ['the line for browsers', '123456 is your code.\n\n@openkey.example #123456'],
    ['French', 'Votre code est 123 456. Code postal 654321'],
    ['German', 'Ihr Code lautet 123 456 und gilt 10 Minuten (bis 10:45:30 Uhr).'],
    ['Arabic', 'رمزك هو ١٢٣٤٥٦ وينتهي في ٢٠٢٦/١١/٢٨'],
    ['Persian', 'کد شما ۱۲۳۴۵۶ است، تا ساعت ۱۰:۳۰'],
    ['Hindi', 'आपका कोड १२३४५६ है, २८-११-२०२६ तक'],
    ['Chinese', '您的验证码为123456，请在10分钟内输入。客服电话400-654-3210'],
    ['Japanese', '確認コード：１２３４５６（有効期限：２０２６年１１月２８日）'],
    ['Thai', 'รหัสของคุณคือ ๑๒๓๔๕๖ หมดอายุใน 10 นาที'],
  ])('finds the code in a text with %s', (_, written) => {
    expect(findCode(written)).toBe('123456')
  })

  test.each([
    ['nothing', ''],
    ['words', 'Where is my code?'],
    ['too few digits', '12345'],
    ['too many digits', '1234567'],
    ['a date', 'Sent on 28.11.26'],
    ['a date and a time', '2026-11-28 10:30'],
    ['an amount', 'Total: 1234.56'],
    ['an amount of money', 'Total: € 123456.00'],
    ['money of six digits', 'Total: 123,456 USD'],
    ['a telephone number', 'Call +49 170 123456'],
    ['a telephone number without its country', 'Call 0170 123456'],
    ['two numbers that may both be it', 'Either 123456 or 654321'],
    ['two numbers side by side', '123456 654321'],
    ['a longer number', 'Account 12345678'],
    ['a postal code and a city', 'Postal code 654321, customer 123456'],
  ])('guesses no code from %s', (_, written) => {
    expect(findCode(written)).toBeUndefined()
  })

  test('looks at the beginning of a long text only', () => {
    expect(findCode(`123456 is your code. ${'word '.repeat(100_000)} 654321`)).toBe('123456')
    expect(findCode('1a'.repeat(500_000))).toBeUndefined()
  })
})
