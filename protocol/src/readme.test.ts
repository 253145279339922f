import { readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { errorCodes } from './errors/errorCode.ts'
import { hostInputs } from './methods/hostInputs.ts'
import { widgetInputs } from './methods/widgetInputs.ts'

const readme = readFileSync(new URL('../README.md', import.meta.url), 'utf8')

describe('protocol/README.md', () => {
  test('explains every code under its anchor, with number and retryable as in the table of codes', () => {
    const rows = [...readme.matchAll(/^\| <a id="(\w+)"><\/a>`(\w+)` \| (−?\d+) \| (yes|no) \|/gm)]
    const told = rows.map(([, anchor, code, number, retryable]) => [anchor, code, number, retryable])
    expect(told).toEqual(
      Object.entries(errorCodes).map(([code, [number, isRetryable]]) => [
        code,
        code,
        String(number).replace('-', '−'),
        isRetryable ? 'yes' : 'no',
      ]),
    )
  })

  test('lists every method once, and no others', () => {
    const [, listed = ''] = readme.split('## Methods')
    const methods = [...(listed.split('## Errors')[0] ?? '').matchAll(/^\| `(\w+)` \|/gm)].map(([, name]) => name)
    expect(methods).toEqual([...Object.keys(widgetInputs), ...Object.keys(hostInputs)])
  })
})
