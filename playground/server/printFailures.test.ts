import { describe, expect, test } from 'vitest'
import { printFailures } from './printFailures.ts'

function print(level: 'normal' | 'debug') {
  const lines: string[] = []
  return { lines, printer: printFailures((line) => lines.push(line), level) }
}

const request = { requestId: 'a', method: 'POST', route: '/invoke' }
const step = { event: 'bootstrap_step', step: 'host account', durationMs: 12 }

describe('printFailures', () => {
  test('prints failures of both servers, and nothing that went well', () => {
    const { lines, printer } = print('normal')
    printer.node.onError('no disk', request)
    printer.node.onError('no disk')
    printer.node.onResponse({ ...request, status: 200, durationMs: 1 })
    printer.keyEndpoint({ ...step, outcome: 'complete' })
    printer.keyEndpoint({ ...step, outcome: 'failed', reason: 'unreachable' })
    printer.keyEndpoint({ event: 'request', ...request, status: 200, durationMs: 1 })
    expect(lines).toEqual([
      'node: /invoke failed: no disk',
      'node: background work failed: no disk',
      'key endpoint: bootstrap_step step=host account durationMs=12 outcome=failed reason=unreachable',
    ])
  })

  test('also prints each request with the level debug', () => {
    const { lines, printer } = print('debug')
    printer.node.onResponse({ ...request, status: 200, durationMs: 1 })
    printer.keyEndpoint({ event: 'request', ...request, status: 200, durationMs: 1 })
    expect(lines).toEqual([
      'node: POST /invoke 200',
      'key endpoint: request requestId=a method=POST route=/invoke status=200 durationMs=1',
    ])
  })
})
