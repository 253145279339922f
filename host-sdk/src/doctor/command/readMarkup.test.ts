import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { readMarkup } from './readMarkup.ts'

const policy = "frame-src 'none'"
const meta = `<meta http-equiv="Content-Security-Policy" content="${policy}">`
const script = '<script async src="openkey.js" data-widget="https://openkey.example/"></script>'

describe('readMarkup', () => {
  test.for([
    meta,
    `<META content="${policy}" HTTP-EQUIV=content-security-policy>`,
    `<meta http-equiv='Content-Security-Policy'\n  content='frame-src &#39;none&#39;' />`,
    `<meta http-equiv="Content-Security-Policy" content="${policy}" content="frame-src *">`,
    `<meta data-x="a > b" http-equiv="Content-Security-Policy" content="${policy}">`,
  ])('returns the policy of %s', (html) => {
    expect(readMarkup(`<!doctype html><head>${html}</head>`).metaPolicies).toEqual([policy])
  })

  test.for([
    `<!-- ${meta} -->`,
    `</head><body>${meta}`,
    `<template>${meta}</template>`,
    `<script>const html = '${meta}'</script>`,
    `<meta name="Content-Security-Policy" content="${policy}">`,
    `<meta http-equiv="Content-Security-Policy-Report-Only" content="${policy}">`,
    `<metadata http-equiv="Content-Security-Policy" content="${policy}">`,
  ])('returns no policy of %s', (html) => {
    expect(readMarkup(`<!doctype html><head>${html}`).metaPolicies).toEqual([])
  })

  test('returns several policies, in order', () => {
    expect(readMarkup(`${meta}${meta.replace(policy, 'default-src *')}`).metaPolicies).toEqual([
      policy,
      'default-src *',
    ])
  })

  test.for([
    [`<head></head><body>${script}`, 'https://openkey.example/'],
    ['<script data-widget=http://openkey.localhost:5174/></script>', 'http://openkey.localhost:5174/'],
    ['<script data-widget="https://a.example/?x=1&amp;y=2"></script>', 'https://a.example/?x=1&y=2'],
    [`<script src="a.js"></script>${script}`, 'https://openkey.example/'],
    [`<!-- ${script} -->`, undefined],
    ['<openkey-sign-in widget="https://openkey.example/"></openkey-sign-in>', 'https://openkey.example/'],
    [`<openkey-sign-in widget="https://other.example/"></openkey-sign-in>${script}`, 'https://openkey.example/'],
    ['<div data-widget="https://openkey.example/"></div>', undefined],
  ] as const)('returns the widget of %s', ([html, widgetUrl]) => {
    expect(readMarkup(html).widgetUrl).toBe(widgetUrl)
  })

  test.for([
    [script, ['openkey.js']],
    ['<script src="/sdk/openkey-0.1.0.js"></script>', ['/sdk/openkey-0.1.0.js']],
    [
      '<script src="https://cdn.example/openkey-sign-in-0.1.0.js"></script>',
      ['https://cdn.example/openkey-sign-in-0.1.0.js'],
    ],
    ['<script src="app.js"></script><script src="openkey.js"></script><script data-widget="/">1</script>', []],
  ] as const)('returns the scripts of the SDK in %s', ([html, scripts]) => {
    expect(readMarkup(html).scripts).toEqual(scripts)
  })

  test('reads any text in linear time', { timeout: 60_000 }, () => {
    fc.assert(
      fc.property(
        fc.array(fc.oneof(fc.string(), fc.constantFrom('<meta', '<script', '<!--', '"', "'", '>', '='))),
        (parts) => {
          readMarkup(parts.join(' '))
        },
      ),
    )
    for (const part of ['<meta ', '<script', '<!--', '<meta a="', '<style>', "<script a='b' ", '= ', 'a=']) {
      readMarkup(part.repeat(30_000))
    }
  })
})
