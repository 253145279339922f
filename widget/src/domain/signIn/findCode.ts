import { codeLength, toAsciiDigits } from './toAsciiDigits.ts'

/** Characters that people, mail programs and locales write between the digits of one number. */
const joint = String.raw`[\t\p{Zs}\p{Pd}.,:·'’_/()٫٬、，．]`
const number = new RegExp(String.raw`[+＋(]?\d(?:${joint}{0,3}\d)*`, 'gu')

/** The word for it in the mails of many languages. */
const codeWord =
  /code|código|codice|kod|kód|κωδικ|код|otp|\bpin\b|رمز|كود|کد|קוד|कोड|কোড|รหัส|验证码|驗證碼|代码|コード|코드|\bmã\b/giu
/** Codes of another kind, with the same word. */
const otherCode =
  /\b(?:postal|post|zip|area|country|promo|promotion|discount|coupon|voucher|gift|error|tracking|referral|booking)[\s-]?code|\bcode (?:postal|promo)|\bcódigo postal|\bcodice (?:postale|fiscale|sconto)|(?:gutschein|rabatt)code/giu
const otherName = new RegExp(
  String.raw`(?:[#№]|\b(?:ref|reference|order|invoice|case|ticket|account|customer|id|plz|cap)|${otherCode.source})(?:\s(?:is|no|number))?[\s.:]{0,2}$`,
  'iu',
)
const currency = String.raw`(?:\p{Sc}|\b(?:USD|EUR|GBP|CHF|JPY|CNY|INR|BRL|SEK|NOK|DKK|PLN|AED|SAR|THB|BTC|ETH|Rs|kr)\b\.?)`
const moneyBefore = new RegExp(String.raw`${currency}\s{0,2}$`, 'iu')
const moneyAfter = new RegExp(String.raw`^\s{0,2}(?:${currency}|%|‰)`, 'iu')

/** Maximum length of a searched text, and of the context around a number. */
const maxText = 10_000
const maxContext = 80

/** Beyond this, a number is rather something else than a code. */
const maxPenalty = 8

type Candidate = {
  readonly code: string
  /** The lower, the likelier. */
  readonly penalty: number
}

/**
 * Finds the six-digit code in what was typed, filled in or pasted: alone, grouped in any way, in the digits of any
 * script, or in a text with dates, telephone numbers and amounts around it.
 * @returns `undefined` if there is none, or if several numbers are equally likely: a wrong guess would cost an attempt
 */
export function findCode(written: string): string | undefined {
  const text = toAsciiDigits(written.slice(0, maxText))
  const digits = text.replace(/\D/g, '')
  const candidates = [...text.matchAll(number)].flatMap((found) => candidatesIn(found, text))
  if (digits.length === codeLength && (candidates.length === 0 || !/\p{L}/u.test(text))) return digits
  const least = Math.min(maxPenalty, ...candidates.map(({ penalty }) => penalty))
  const likeliest = new Set(candidates.filter(({ penalty }) => penalty === least).map(({ code }) => code))
  return likeliest.size === 1 ? [...likeliest][0] : undefined
}

function candidatesIn({ 0: number, index }: RegExpExecArray, text: string): readonly Candidate[] {
  const before = text.slice(Math.max(0, index - maxContext), index)
  const after = text.slice(index + number.length).slice(0, maxContext)
  const groups = number.split(/\D+/).filter(Boolean)
  const whole = groups.join('')
  const context = contextPenalty(before, after)
  // A telephone number with its country.
  if (/^[+＋]/u.test(number)) return []
  if (whole.length === codeLength) return [{ code: whole, penalty: context + groupingPenalty(number, groups) }]
  if (/^[(0]/.test(number)) return []
  // Beside other numbers, such as a date that follows without a word between them.
  const codes = groups.filter((group) => group.length === codeLength)
  return codes.map((code) => ({ code, penalty: context + (codes.length === 1 && number.startsWith(code) ? 2 : 3) }))
}

function contextPenalty(before: string, after: string): number {
  const isMoney = moneyBefore.test(before) || moneyAfter.test(after)
  const isPartOfWord = /[a-z]$/i.test(before) || /^[a-z]/i.test(after)
  const isOther = otherName.test(before)
  const keyword = keywordPenalty(before.replace(otherCode, ''), after.replace(otherCode, ''))
  return keyword + (isMoney ? 6 : 0) + (isPartOfWord ? 1 : 0) + (isOther ? 2 : 0)
}

/** The word for it stands before or after the number, with no other number between. */
function keywordPenalty(before: string, after: string): number {
  const last = [...before.matchAll(codeWord)].at(-1)
  if (last !== undefined && !/\d/.test(before.slice(last.index))) return 0
  const first = after.search(codeWord)
  return first >= 0 && !/[\d.\n]/.test(after.slice(0, first)) ? 2 : 4
}

/** A date, a time or an amount can have six digits, too. */
function groupingPenalty(number: string, groups: readonly string[]): number {
  const sizes = groups.map(({ length }) => length).join(' ')
  if (sizes === '6') return 0
  if (sizes === '3 3') return 1
  if (sizes === '2 2 2') return /[.:/]/.test(number) || isDate(groups) ? 6 : 3
  // 1,23,456 and 12,3456 are how India and East Asia group.
  if (sizes === '1 2 3' || sizes === '2 4') return 3
  return sizes !== '4 2' && /^[\d\s\p{Pd}]+$/u.test(number) ? 2 : 6
}

function isDate(groups: readonly string[]): boolean {
  const [first = 0, second = 0, third = 0] = groups.map(Number)
  return (first <= 31 && second <= 12) || (first <= 12 && second <= 31) || (second <= 12 && third <= 31)
}
