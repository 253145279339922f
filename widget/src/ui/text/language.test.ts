import { afterEach, describe, expect, test } from 'vitest'
import { commonText } from './en/commonText.ts'
import { signInText } from './en/signInText.ts'
import { formatCount, formatDate, formatList, formatRemaining } from './format.ts'
import { setLanguage } from './language.ts'

afterEach(() => setLanguage(['en']))

describe('setLanguage', () => {
  test.each([
    [['de'], 'de', 'Gib deine E-Mail-Adresse ein'],
    [['de-CH'], 'de', 'Gib deine E-Mail-Adresse ein'],
    [['DE-1996-u-ca-gregory'], 'de', 'Gib deine E-Mail-Adresse ein'],
    [['pt-PT'], 'pt-BR', 'Digite seu e-mail'],
    [['zh'], 'zh-Hans', '输入您的电子邮箱'],
    [['zh-SG'], 'zh-Hans', '输入您的电子邮箱'],
    [['zh-TW', 'fr'], 'fr', 'Saisissez votre e-mail'],
    [['eo', 'ar-EG', 'de'], 'ar', 'أدخل بريدك الإلكتروني'],
    [['eo', 'en-US', 'de'], 'en', 'Enter your email'],
    [['en-US', 'de'], 'en', 'Enter your email'],
    [['eo'], 'en', 'Enter your email'],
    [['constructor'], 'en', 'Enter your email'],
    [[], 'en', 'Enter your email'],
  ])('of %j speaks %s', async (locales, language, title) => {
    await setLanguage(locales)
    expect([commonText.language, signInText.email.title]).toEqual([language, title])
  })

  test('keeps the language that was chosen last, whichever catalogue loads first', async () => {
    await Promise.all([setLanguage(['de']), setLanguage(['en'])])
    expect(commonText.language).toBe('en')
  })

  test.each([
    ['de', '27. Nov. 2026, 09:19', 'in 90 Sekunden', 'a, b und c', 'und 3 weitere'],
    ['es', '27 nov 2026, 09:19', 'dentro de 90 segundos', 'a, b y c', 'y 3 más'],
    ['fr', '27 nov. 2026, 09:19', 'dans 90 secondes', 'a, b et c', 'et 3 autres'],
  ])('formats dates, durations, lists and numbers in %s', async (language, ...formatted) => {
    await setLanguage([language])
    const { reviewText } = await import('./en/reviewText.ts')
    expect([
      formatDate(new Date(2026, 10, 27, 9, 19).getTime()),
      formatRemaining(90_000),
      formatList(['a', 'b', 'c']),
      formatCount(reviewText.moreLiterals, 3),
    ]).toEqual(formatted)
  })
})
