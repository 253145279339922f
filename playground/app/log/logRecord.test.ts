import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { type LogRecord, readLogFile, writeLogFile } from './logRecord.ts'

const count = fc.nat()
const records: fc.Arbitrary<LogRecord> = fc.record(
  {
    id: count,
    at: count,
    line: fc.constantFrom('window', 'widget', 'host'),
    direction: fc.constantFrom('sent', 'received'),
    kind: fc.constantFrom('message', 'call', 'reply'),
    name: fc.string(),
    size: count,
    durationMs: count,
    verdict: fc.string(),
    content: fc.constantFrom(null, 'text', { requestId: 'a', list: [1, 2] }),
  },
  { requiredKeys: ['id', 'at', 'line', 'direction', 'kind', 'name', 'size', 'verdict', 'content'] },
)

describe('writeLogFile', () => {
  test('property: readLogFile reads what it writes', () => {
    fc.assert(
      fc.property(fc.array(records, { maxLength: 5 }), (list) => {
        expect(readLogFile(writeLogFile(list))).toEqual(list.map((record) => ({ ...record })))
      }),
    )
  })
})

describe('readLogFile', () => {
  test.for([
    '',
    '{}',
    '[]',
    '{"format":"openkey-protocol-log/2","records":[]}',
    '{"format":"openkey-protocol-log/1","records":[{}]}',
  ])('reads nothing from %s', (text) => {
    expect(readLogFile(text)).toBeUndefined()
  })
})
