import { describe, expect, test } from 'vitest'
import { readArguments } from './readArguments.ts'

describe('readArguments', () => {
  test('accepts a page, and optionally its widget', () => {
    expect([
      readArguments(['doctor', 'https://app.example/x']),
      readArguments(['doctor', 'https://app.example', '--widget', 'http://openkey.localhost:5174/']),
      readArguments(['--widget=https://openkey.example', '--json', 'doctor', 'https://app.example']),
    ]).toEqual([
      { kind: 'check', pageUrl: 'https://app.example/x', widgetUrl: undefined, isJson: false },
      { kind: 'check', pageUrl: 'https://app.example', widgetUrl: 'http://openkey.localhost:5174/', isJson: false },
      { kind: 'check', pageUrl: 'https://app.example', widgetUrl: 'https://openkey.example', isJson: true },
    ])
  })

  test.for([
    [[], 'Missing command: expected doctor.'],
    [['nurse'], 'Unknown command “nurse”: expected doctor.'],
    [['doctor'], 'Missing argument: the URL of the page.'],
    [['doctor', 'app.example'], 'Invalid page “app.example”: expected an http or https URL.'],
    [['doctor', 'file:///etc/passwd'], 'Invalid page “file:///etc/passwd”: expected an http or https URL.'],
    [
      ['doctor', 'https://a.example', 'https://b.example'],
      'Unexpected argument “https://b.example”: expected one page.',
    ],
    [['doctor', 'https://a.example', '--widget', 'x'], 'Invalid --widget “x”: expected an http or https URL.'],
  ] as const)('reports what is wrong with %j', ([args, problem]) => {
    expect(readArguments(args)).toEqual({ kind: 'invalid', problem })
  })

  test.for([
    [['--help'], 'help'],
    [['doctor', '-h'], 'help'],
    [['--version'], 'version'],
    [['doctor', 'https://a.example', '-v'], 'version'],
  ] as const)('reads %j as a request for %s', ([args, kind]) => {
    expect(readArguments(args)).toEqual({ kind })
  })

  test('rejects unknown options', () => {
    expect(readArguments(['doctor', 'https://a.example', '--wigdet', 'x'])).toEqual({
      kind: 'invalid',
      problem: expect.stringContaining('--wigdet'),
    })
  })
})
