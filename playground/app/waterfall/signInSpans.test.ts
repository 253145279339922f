import { describe, expect, test } from 'vitest'
import type { LogRecord } from '../log/logRecord.ts'
import { type Mark, signInSpans } from './signInSpans.ts'

function record(at: number, kind: LogRecord['kind'], name: string, content: LogRecord['content'] = {}): LogRecord {
  const isIntoWidget = kind === 'call' && ['connect', 'signSiwe'].includes(name)
  return {
    id: at,
    at,
    line: 'widget',
    direction: isIntoWidget ? 'sent' : 'received',
    kind,
    name,
    size: 1,
    verdict: 'accepted',
    content,
  }
}

/** A sign-in that begins at a time, without its handshake. */
const signIn = (at: number): readonly LogRecord[] => [
  record(at + 10, 'call', 'connect'),
  record(at + 100, 'reply', 'connect'),
  record(at + 110, 'call', 'signSiwe'),
  record(at + 120, 'call', 'stage', { name: 'reviewing' }),
  record(at + 200, 'call', 'stage', { name: 'signing' }),
  record(at + 260, 'reply', 'signSiwe'),
]
const handshake = [record(1_020, 'message', 'openkey:hello'), record(1_030, 'call', 'ready')]
const mark = (name: Mark['name'], at: number): Mark => ({ name, at })

describe('signInSpans', () => {
  test('divides a sign-in into steps, from the frame to the first value', () => {
    const marks = [
      mark('opened', 1_000),
      mark('pressed', 2_000),
      mark('signedIn', 2_300),
      mark('bootstrapEnded', 3_000),
      mark('putStarted', 4_000),
      mark('putEnded', 4_050),
    ]
    const { startedAt, spans } = signInSpans([...handshake, ...signIn(2_000)], marks)
    expect(startedAt).toBe(1_000)
    expect(spans.map(({ name, start, duration }) => [name, start, duration])).toEqual([
      ['Frame', 0, 20],
      ['Handshake', 20, 10],
      ['Account', 1_010, 90],
      ['Message', 1_100, 10],
      ['Review', 1_110, 90],
      ['Key endpoint', 1_200, 60],
      ['Bootstrap', 1_200, 800],
      ['Activation', 1_260, 40],
      ['First value', 3_000, 50],
    ])
  })

  test('shows the last sign-in only, as far as it has come', () => {
    const marks = [mark('pressed', 2_000), mark('signedIn', 2_300), mark('pressed', 5_000)]
    const unfinished = signIn(5_000).slice(0, 4)
    const { spans } = signInSpans([...signIn(2_000), ...unfinished], marks)
    expect(spans.map(({ name }) => name)).toEqual(['Account', 'Message'])
  })

  test('is empty before the first sign-in', () => {
    expect(signInSpans(handshake, [mark('opened', 1_000)]).spans).toEqual([])
  })
})
