import { isOpenKeyError, parseOrigin } from '@openkey/protocol'
import { afterEach, describe, expect, test } from 'vitest'
import { createMemoryOriginStore } from '../storage/memoryOriginRecords.ts'
import { createMemorySessionStore } from '../storage/memorySessionStore.ts'
import { type Handover, offerHandover, takeHandover } from './handover.ts'

const storage = { origins: createMemoryOriginStore(), sessions: createMemorySessionStore() }
const ports: MessagePort[] = []
afterEach(() => {
  for (const port of ports.splice(0)) port.close()
})

function aHandover(): Handover {
  const [serves, calls] = [new MessageChannel(), new MessageChannel()].map(({ port1, port2 }) => {
    ports.push(port1, port2)
    return port2
  })
  if (serves === undefined || calls === undefined) throw new Error('There are two.')
  const connect = {
    type: 'openkey:connect',
    instance: 'an-instance-of-16',
    versions: [1],
    channel: 'a-channel-of-16-c',
    appName: 'Notes',
  } as const
  return {
    connection: {
      boundOrigin: parseOrigin('https://app.example'),
      version: 1,
      connect: { ...connect, versions: [1] },
      serves,
      calls,
    },
    storage,
  }
}

/** As much of a window as the hand-over looks at. */
function aWindow(opener: unknown = null): Window {
  const page: Record<string, unknown> = { document: {}, opener }
  page.parent = page
  return page as unknown as Window
}

const refusal = (take: () => unknown): string => {
  try {
    take()
  } catch (error) {
    if (isOpenKeyError(error)) return error.code
  }
  return 'none'
}

describe('takeHandover', () => {
  test('accepts what the frame holds for this window, with its own ports', () => {
    const frame = aWindow()
    const opened = aWindow(frame)
    const handover = aHandover()
    let taken = 0
    offerHandover(frame, { to: opened, handover, onClaimed: () => taken++ })
    const { connection, storage: given } = takeHandover(opened) ?? {}
    if (connection) ports.push(connection.serves, connection.calls)
    expect(connection).toMatchObject({ boundOrigin: 'https://app.example', version: 1, connect: { appName: 'Notes' } })
    expect(connection?.serves).not.toBe(handover.connection.serves)
    expect(given).toBe(storage)
    expect(taken).toBe(1)
  })

  test('S19: gets nothing a second time', () => {
    const frame = aWindow()
    const opened = aWindow(frame)
    offerHandover(frame, { to: opened, handover: aHandover(), onClaimed() {} })
    const { connection } = takeHandover(opened) ?? {}
    if (connection) ports.push(connection.serves, connection.calls)
    expect(refusal(() => takeHandover(opened))).toBe('presentation_unavailable')
  })

  test('S19: gets nothing that is meant for another window, and leaves it there', () => {
    const frame = aWindow()
    const opened = aWindow(frame)
    offerHandover(frame, { to: opened, handover: aHandover(), onClaimed() {} })
    expect(refusal(() => takeHandover(aWindow(frame)))).toBe('presentation_unavailable')
    const { connection } = takeHandover(opened) ?? {}
    if (connection) ports.push(connection.serves, connection.calls)
    expect(connection).toBeDefined()
  })

  test('gets nothing that was withdrawn', () => {
    const frame = aWindow()
    const opened = aWindow(frame)
    offerHandover(frame, { to: opened, handover: aHandover(), onClaimed() {} })()
    expect(refusal(() => takeHandover(opened))).toBe('presentation_unavailable')
  })

  test('S11: leaves an opener of another origin to the handshake', () => {
    const foreign = new Proxy(
      {},
      {
        get() {
          throw new DOMException('Blocked a frame.', 'SecurityError')
        },
      },
    )
    expect([takeHandover(aWindow(foreign)), takeHandover(aWindow())]).toEqual([undefined, undefined])
  })

  test('S11: accepts nothing inside a frame', () => {
    const frame = aWindow()
    const inner = aWindow(frame)
    offerHandover(frame, { to: inner, handover: aHandover(), onClaimed() {} })
    Reflect.set(inner, 'parent', aWindow())
    expect(takeHandover(inner)).toBeUndefined()
  })
})
