import { describe, expect, test } from 'vitest'
import { createDecoder, type Traffic } from './decodeTraffic.ts'

const call = (id: string, name: string, value: unknown) => ({
  id,
  type: 'APPLY',
  path: [name],
  argumentList: [{ type: 'RAW', value }],
})
const reply = (id: string, value: unknown) => ({ id, type: 'RAW', value })
const requestId = 'a'.repeat(22)

/** Decodes messages of one channel, one each ten milliseconds. */
function decodeAll(messages: readonly Omit<Traffic, 'port'>[]) {
  const decode = createDecoder()
  const port = {}
  return messages.map((message, index) => decode({ port, ...message }, index * 10))
}

describe('createDecoder', () => {
  test('reads a call with its reply, and measures it', () => {
    const sent = call('1', 'connect', { requestId, chainId: 1 })
    const account = { address: `0x${'0'.repeat(40)}`, chainId: 1, keyId: 'key' }
    const received = reply('1', { ok: true, value: account })
    expect(
      decodeAll([
        { line: 'widget', direction: 'sent', data: sent },
        { line: 'widget', direction: 'received', data: received },
      ]),
    ).toEqual([
      {
        at: 0,
        line: 'widget',
        direction: 'sent',
        kind: 'call',
        name: 'connect',
        size: JSON.stringify(sent).length,
        verdict: 'accepted',
        content: { requestId, chainId: 1 },
      },
      {
        at: 10,
        line: 'widget',
        direction: 'received',
        kind: 'reply',
        name: 'connect',
        size: JSON.stringify(received).length,
        durationMs: 10,
        verdict: 'accepted',
        content: account,
      },
    ])
  })

  test('shows the code of a failed call', () => {
    const error = { code: 'user_rejected', message: 'No.', details: { how: 'declined' } }
    const [, failed] = decodeAll([
      { line: 'widget', direction: 'sent', data: call('1', 'ping', {}) },
      { line: 'widget', direction: 'received', data: reply('1', { ok: false, error }) },
    ])
    expect(failed).toMatchObject({ verdict: 'accepted', content: { error: { code: 'user_rejected' } } })
  })

  test.for([
    ['a member out of range', call('1', 'resize', { heightPx: -1 }), 'invalid_params: heightPx'],
    ['an unknown method', call('1', 'fly', {}), 'unsupported_method'],
    ['another kind of comlink message', { id: '1', type: 'GET', path: ['constructor'] }, 'unsupported_method'],
    ['too much', call('1', 'resize', { heightPx: 1, more: 'x'.repeat(70_000) }), 'message_too_large'],
    ['no JSON', new Map([['token', 'secret']]), 'invalid_params'],
    ['nothing', null, 'unsupported_method'],
  ] as const)('S7: reports that the guard rejects %s, and shows nothing of it', ([, data, verdict]) => {
    const [record] = decodeAll([{ line: 'host', direction: 'received', data }])
    expect(record).toMatchObject({ kind: 'call', name: 'unreadable', verdict })
    expect(JSON.stringify(record?.content)).not.toMatch(/secret|xxx/)
  })

  test('reports a reply that nobody waits for, and one that breaks the schema', () => {
    const records = decodeAll([
      { line: 'widget', direction: 'received', data: reply('9', { ok: true, value: null }) },
      { line: 'widget', direction: 'sent', data: call('1', 'connect', { requestId, chainId: 1 }) },
      { line: 'widget', direction: 'received', data: reply('1', { ok: true, value: { address: 'secret' } }) },
    ])
    expect(records.map(({ verdict }) => verdict)).toEqual(['internal', 'accepted', 'internal'])
    expect(JSON.stringify(records)).not.toContain('secret')
  })

  test('ignores window messages of others', () => {
    const hello = { type: 'openkey:hello', versions: [2, 1], build: 'b', instance: 'c'.repeat(22) }
    const decoded = decodeAll([
      { line: 'window', direction: 'received', data: hello, isFromWidget: true },
      { line: 'window', direction: 'received', data: hello, isFromWidget: false },
      { line: 'window', direction: 'received', data: { token: 'secret' }, isFromWidget: true },
    ])
    expect(decoded.map(({ name, verdict }) => [name, verdict])).toEqual([
      ['openkey:hello', 'accepted'],
      ['openkey:hello', 'ignored'],
      ['another message', 'ignored'],
    ])
    expect(JSON.stringify(decoded)).not.toContain('secret')
  })
})
