import { describe, expect, test } from 'vitest'
import { readArguments } from './readArguments.ts'

describe('readArguments', () => {
  test('takes a page, and its widget where that is named', () => {
    expect([
      readArguments(['doctor', 'https://app.example/x']),
      readArguments(['doctor', 'https://app.example', '--widget', 'http://openkey.localhost:5174/']),
      readArguments(['--widget=https://openkey.example', 'doctor', 'https://app.example']),
    ]).toEqual([
      { pageUrl: 'https://app.example/x', widgetUrl: undefined },
      { pageUrl: 'https://app.example', widgetUrl: 'http://openkey.localhost:5174/' },
      { pageUrl: 'https://app.example', widgetUrl: 'https://openkey.example' },
    ])
  })

  test.for([
    [[], 'There is no command.'],
    [['nurse'], 'There is no command nurse.'],
    [['doctor'], 'The URL of the page is missing.'],
    [['doctor', 'app.example'], 'The page needs an http or https URL, not app.example.'],
    [['doctor', 'file:///etc/passwd'], 'The page needs an http or https URL, not file:///etc/passwd.'],
    [['doctor', 'https://a.example', 'https://b.example'], 'One page at a time, not also https://b.example.'],
    [['doctor', 'https://a.example', '--widget', 'x'], '--widget needs an http or https URL, not x.'],
  ] as const)('says what is wrong with %j', ([args, problem]) => {
    expect(readArguments(args)).toBe(problem)
  })

  test('knows no other option', () => {
    expect(readArguments(['doctor', 'https://a.example', '--wigdet', 'x'])).toMatch(/--wigdet/)
  })
})
