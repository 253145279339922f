import { fakeClock } from '@openkey/protocol/testing'
import { afterEach, describe, expect, test } from 'vitest'
import { answerHandshake } from './answerHandshake.ts'

const instance = 'instance-000000001'
const origin = 'https://app.example'
const open: MessagePort[] = []

afterEach(() => {
  for (const port of open.splice(0)) port.close()
})

/** A frame in a page, as far as the handshake looks at it. */
function aFrame({ ancestorOrigins, isEmbedded = true }: { ancestorOrigins?: string[]; isEmbedded?: boolean } = {}) {
  const said: unknown[] = []
  const embedder = { postMessage: (message: unknown, target: string) => said.push({ message, target }) }
  const target = new EventTarget()
  const frame = Object.assign(target, { opener: null, location: { ancestorOrigins } })
  const window = Object.assign(frame, { parent: isEmbedded ? embedder : frame }) as unknown as Window
  const clock = fakeClock()
  const connected = answerHandshake({ window, build: 'b1', instance, clock })
  const outcome = connected.then(
    ({ boundOrigin, version, connect }) => ({ boundOrigin, version, appName: connect.appName }),
    ({ code }: { code: string }) => code,
  )
  let isSettled = false
  void outcome.then(() => {
    isSettled = true
  })
  return {
    said,
    clock,
    connected,
    outcome,
    hears: (message: Partial<MessageEventInit> = {}) =>
      target.dispatchEvent(
        Object.assign(new Event('message'), { data: connect(), origin, source: embedder, ports: ports(2), ...message }),
      ),
    async hasSettled() {
      await new Promise((resolve) => setTimeout(resolve))
      return isSettled
    },
  }
}

function connect(overrides: object = {}) {
  return {
    type: 'openkey:connect',
    instance,
    versions: [1],
    channel: 'channel-0000000001',
    appName: 'Notes',
    ...overrides,
  }
}

function ports(count: number): MessagePort[] {
  const made = Array.from({ length: count }, () => new MessageChannel())
  open.push(...made.flatMap(({ port1, port2 }) => [port1, port2] as unknown as MessagePort[]))
  return made.map(({ port1 }) => port1 as unknown as MessagePort)
}

describe('answerHandshake', () => {
  test('step 2: says hello at once and again after 0.25, 1 and 3 s, holding nothing', () => {
    const { said, clock } = aFrame()
    const hello = { message: { type: 'openkey:hello', versions: [3, 2, 1], build: 'b1', instance }, target: '*' }
    const counts = [0, 250, 750, 2_000, 60_000].map((ms) => {
      clock.advance(ms)
      return said.length
    })
    expect(counts).toEqual([1, 2, 3, 4, 4])
    expect(said[0]).toEqual(hello)
  })

  test('step 4: pins the origin the browser reports, and falls silent', async () => {
    const { said, clock, hears, outcome } = aFrame()
    hears()
    expect(await outcome).toEqual({ boundOrigin: origin, version: 1, appName: 'Notes' })
    clock.advance(60_000)
    expect(said).toHaveLength(1)
  })

  test.each([
    ['another window', { source: null }],
    ['another instance', { data: connect({ instance: 'instance-000000002' }) }],
    ['a message that names no channel', { data: connect({ channel: undefined }) }],
    ['a message that is not ours', { data: 'hello' }],
    ['one port', { ports: ports(1) }],
    ['three ports', { ports: ports(3) }],
  ])('step 4: ignores %s', async (_, message) => {
    const { hears, hasSettled } = aFrame()
    hears(message)
    expect(await hasSettled()).toBe(false)
  })

  test('step 4: accepts an invalid connect only to report it, with nothing that it claims', async () => {
    const { hears, connected } = aFrame()
    hears({ data: connect({ appName: 'My bank', origin: 'https://bank.example' }) })
    expect(await connected).toMatchObject({
      boundOrigin: origin,
      connect: { appName: '' },
      error: { code: 'invalid_params' },
    })
  })

  test('step 4: refuses a second connect', async () => {
    const { hears, outcome } = aFrame()
    hears()
    hears({ origin: 'https://bank.example' })
    expect(await outcome).toMatchObject({ boundOrigin: origin })
  })

  test.each(['null', 'http://app.example', 'https://app.example/'])('step 4: never binds to %s', async (from) => {
    const { hears, outcome } = aFrame()
    hears({ origin: from })
    expect(await outcome).toBe('origin_not_allowed')
  })

  test('S11: refuses an origin that the nearest ancestor is not', async () => {
    const { hears, outcome } = aFrame({ ancestorOrigins: ['https://bank.example'] })
    hears()
    expect(await outcome).toBe('origin_not_allowed')
  })

  test('fails with version_mismatch where no version is shared', async () => {
    const { hears, outcome } = aFrame()
    hears({ data: connect({ versions: [9] }) })
    expect(await outcome).toBe('version_mismatch')
  })

  test('fails at once without an embedder', async () => {
    expect(await aFrame({ isEmbedded: false }).outcome).toBe('presentation_unavailable')
  })
})
