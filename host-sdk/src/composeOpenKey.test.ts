import { OpenKeyError } from '@openkey/protocol'
import { fakeClock } from '@openkey/protocol/testing'
import { describe, expect, test, vi } from 'vitest'
import { composeOpenKey } from './composeOpenKey.ts'
import { approving, createHostSetup, type HostSetup } from './testing/createHostSetup.ts'
import { fakePage } from './testing/fakePage.ts'
import { rejectionOf } from './testing/rejectionOf.ts'
import { account, message, signed } from './testing/scriptedWidget.ts'

const setup = createHostSetup()
const until = ({ called }: HostSetup, name: string) => expect.poll(called).toContain(name)

describe('account', () => {
  test('is known from the connection until the end of it, and each change is an event', async () => {
    const { openkey } = setup()
    const events: unknown[] = []
    openkey.on('account', (event) => events.push(event))
    expect(openkey.account).toBeUndefined()
    await Promise.all([openkey.connect(), openkey.connect()])
    expect(openkey.account).toEqual(account)
    await openkey.disconnect()
    expect(openkey.account).toBeUndefined()
    await openkey.disconnect()
    await expect.poll(() => events).toEqual([account, undefined])
  })

  test('ends for every instance on the page when one disconnects', async () => {
    const host = setup()
    const other = host.another()
    await Promise.all([host.openkey.connect(), other.connect()])
    const events: unknown[] = []
    other.on('account', (event) => events.push(event))
    await host.openkey.disconnect()
    await expect.poll(() => events).toEqual([undefined])
    expect(other.account).toBeUndefined()
  })
})

describe('connect', () => {
  test('returns the account, and shows the dialog until then', async () => {
    const shown: boolean[] = []
    const connect = async () => {
      shown.push(host.frame().isShown)
      return account
    }
    const host = setup({ script: { connect } })
    expect(await host.openkey.connect()).toEqual(account)
    expect(shown).toEqual([true])
    expect(host.frame().isShown).toBe(false)
    expect(host.clock.pending()).toBe(0)
  })

  test('sends styles to a widget of version 3', async () => {
    const appearance = { theme: undefined, locale: 'de', accent: '#4338CA', radius: 'large' } as const
    const post = async (versions: number[], version: number) => {
      const host = setup({ version, greets: false, options: { appearance } })
      const connected = host.openkey.connect()
      host.widget().sayHello({ versions })
      await connected
      return host.frame().posted[0]?.message
    }
    const id = expect.any(String)
    const connect = { type: 'openkey:connect', instance: id, versions: [3, 2, 1], channel: id, appName: 'Notes' }
    expect(await post([3, 2, 1], 3)).toEqual({ ...connect, locale: 'de', accent: '#4338CA', radius: 'large' })
    expect(await post([2, 1], 2)).toEqual({ ...connect, locale: 'de' })
  })

  test('sends the widget the app’s name, and only fields of the handshake', async () => {
    const host = setup()
    await host.openkey.connect()
    expect(host.frame().posted).toMatchObject([
      { message: { type: 'openkey:connect', appName: 'Notes', versions: [3, 2, 1] }, ports: { length: 2 } },
    ])
  })

  test('passes concurrent calls on to the widget, and none while connected', async () => {
    const host = setup()
    const accounts = await Promise.all([host.openkey.connect(), host.openkey.connect()])
    expect(await host.openkey.connect()).toEqual(account)
    expect(accounts).toEqual([account, account])
    expect(host.called()).toEqual(['connect', 'connect'])
    expect(host.page.frames).toHaveLength(1)
  })

  test('silent: returns the account that the widget knows, and shows nothing', async () => {
    const host = setup({ script: { account: async () => account } })
    expect(await host.openkey.connect({ silent: true })).toEqual(account)
    expect(host.openkey.account).toEqual(account)
    expect([host.called(), host.frame().isShown]).toEqual([['account'], false])
    expect(await host.openkey.connect()).toEqual(account)
    expect(host.called()).toEqual(['account'])
  })

  test('silent: rejects with unauthorized when the user would have to be asked, and a call can still ask', async () => {
    const host = setup()
    expect(await rejectionOf(host.openkey.connect({ silent: true }))).toMatchObject({ code: 'unauthorized' })
    expect([host.openkey.account, host.frame().isShown]).toEqual([undefined, false])
    expect(await host.openkey.connect()).toEqual(account)
  })

  test('silent: opens no window, and waits for none', async () => {
    const host = setup({ options: { presentation: 'window' } })
    expect(await rejectionOf(host.openkey.connect({ silent: true }))).toMatchObject({
      code: 'presentation_unavailable',
    })
    expect(host.page.windows).toHaveLength(0)
  })

  test('S13: silent: gives up on a widget that does not answer, after twice the time for its start', async () => {
    const host = setup({ script: { account: () => new Promise(() => {}) } })
    const failed = rejectionOf(host.openkey.connect({ silent: true }))
    await until(host, 'account')
    host.clock.advance(10_000)
    expect(await failed).toMatchObject({ code: 'timeout' })
  })

  test('continues for one caller when the other aborts', async () => {
    const answers: ((given: typeof account) => void)[] = []
    const host = setup({ script: { connect: () => new Promise((resolve) => answers.push(resolve)) } })
    const controller = new AbortController()
    const leaving = rejectionOf(host.openkey.connect({ signal: controller.signal }))
    const staying = host.openkey.connect()
    await expect.poll(() => answers).toHaveLength(2)
    controller.abort()
    expect(await leaving).toMatchObject({ code: 'aborted' })
    await until(host, 'cancel')
    expect(host.frame().isShown).toBe(true)
    for (const answer of answers) answer(account)
    expect(await staying).toEqual(account)
    expect(host.called()).toEqual(['connect', 'connect', 'cancel'])
  })

  test('is cancelled in the widget when its last caller aborts', async () => {
    const host = setup({ script: {} })
    const controller = new AbortController()
    const leaving = rejectionOf(host.openkey.connect({ signal: controller.signal }))
    await until(host, 'connect')
    controller.abort()
    expect(await leaving).toMatchObject({ code: 'aborted' })
    await until(host, 'cancel')
    expect(host.frame().isShown).toBe(false)
    expect(new Set(host.widget().calls.map(({ requestId }) => requestId)).size).toBe(1)
  })

  test('S13: times out by the wall clock, and is cancelled', async () => {
    const host = setup({ script: {} })
    const failed = rejectionOf(host.openkey.connect({ timeoutMs: 3_000 }))
    await until(host, 'connect')
    host.clock.sleep(60_000)
    host.clock.advance(1_000)
    expect(await failed).toMatchObject({ code: 'timeout', retryable: true })
    await until(host, 'cancel')
  })

  test('S13: rejects with frame_blocked without a hello, removes the frame, and can be retried', async () => {
    const host = setup({ greets: false, options: { presentation: 'dialog' } })
    const failed = rejectionOf(host.openkey.connect())
    await expect.poll(() => host.page.frames.length).toBe(1)
    host.clock.advance(5_000)
    expect(await failed).toMatchObject({ code: 'frame_blocked' })
    expect(host.frame().isRemoved).toBe(true)
    const again = host.openkey.connect()
    host.widget().sayHello()
    expect(await again).toEqual(account)
  })

  test('S13: rejects with frame_blocked if ready does not follow hello', async () => {
    const host = setup({ isReady: false, options: { presentation: 'dialog' } })
    const failed = rejectionOf(host.openkey.connect())
    await expect.poll(() => host.frame().posted).toHaveLength(1)
    host.clock.advance(5_000)
    expect(await failed).toMatchObject({ code: 'frame_blocked' })
  })

  test('rejects with version_mismatch when hello has no common version', async () => {
    const host = setup({ greets: false })
    const failed = rejectionOf(host.openkey.connect())
    host.widget().sayHello({ versions: [7, 9] })
    expect(await failed).toMatchObject({ code: 'version_mismatch', details: { expected: '3, 2, 1', received: '7, 9' } })
  })

  test('step 4: sends the widget its own versions even so, so that it fails as well', async () => {
    const host = setup({ greets: false })
    const failed = rejectionOf(host.openkey.connect())
    host.widget().sayHello({ versions: [7, 9] })
    await failed
    expect(host.page.frames.map(({ posted, isRemoved }) => ({ posted, isRemoved }))).toMatchObject([
      {
        posted: [{ message: { type: 'openkey:connect', versions: [3, 2, 1] }, ports: { length: 2 } }],
        isRemoved: true,
      },
    ])
  })

  test('rejects with version_mismatch when the widget picks another version', async () => {
    const host = setup({ version: 2 })
    expect(await rejectionOf(host.openkey.connect())).toMatchObject({ code: 'version_mismatch' })
  })

  test('step 3: ignores a hello of another origin, and answers each instance once', async () => {
    const host = setup({ greets: false })
    const connecting = host.openkey.connect()
    host.widget().sayHello({ origin: 'https://evil.example' })
    expect(host.frame().posted).toEqual([])
    const instance = crypto.randomUUID()
    host.widget().sayHello({ instance })
    host.widget().sayHello({ instance })
    await connecting
    expect(host.frame().posted).toHaveLength(1)
  })
})

describe('a call cancelled before the widget was ready', () => {
  test('is never sent', async () => {
    const host = setup({ greets: false })
    const controller = new AbortController()
    const leaving = rejectionOf(host.openkey.connect({ signal: controller.signal }))
    await expect.poll(() => host.page.frames).toHaveLength(1)
    controller.abort()
    expect(await leaving).toMatchObject({ code: 'aborted' })
    host.widget().sayHello()
    await host.openkey.ping()
    expect(host.called()).toEqual(['ping'])
  })
})

describe('signSiwe', () => {
  test('returns the signature, and emits the bootstrap', async () => {
    const host = setup()
    const onBootstrap = vi.fn()
    host.openkey.on('bootstrap', onBootstrap)
    expect(await host.openkey.signSiwe({ message })).toEqual(signed)
    expect(onBootstrap.mock.calls).toEqual([[{ status: 'skipped' }]])
  })

  test('requests the connected key', async () => {
    const signSiwe = vi.fn(async () => signed)
    const host = setup({ script: { ...approving, signSiwe } })
    await host.openkey.connect()
    await host.openkey.signSiwe({ message })
    expect(signSiwe.mock.calls).toMatchObject([[{ message, keyId: 'key-1' }]])
  })

  test('S2: rejects with domain_mismatch before anything is shown', async () => {
    const host = setup()
    const failed = rejectionOf(host.openkey.signSiwe({ message: message.replace('app.example', 'bank.example') }))
    expect(await failed).toMatchObject({
      code: 'domain_mismatch',
      details: { expected: 'app.example', received: 'bank.example' },
    })
    expect(host.page.frames).toEqual([])
  })

  test('S1: rejects a text that does not begin like a SIWE message, without showing anything', async () => {
    const host = setup()
    expect(await rejectionOf(host.openkey.signSiwe({ message: 'Pay 1 ETH to mallory' }))).toMatchObject({
      code: 'siwe_malformed',
    })
    expect(host.page.frames).toEqual([])
  })

  test('rejects a message of more than 32 KiB', async () => {
    const host = setup()
    const long = message + 'x'.repeat(32_768)
    expect(await rejectionOf(host.openkey.signSiwe({ message: long }))).toMatchObject({ code: 'message_too_large' })
  })

  test('rejects a second signature with busy until the first has settled', async () => {
    let answer = (_: typeof signed) => {}
    const host = setup({ script: { signSiwe: () => new Promise((resolve) => (answer = resolve)) } })
    const first = host.openkey.signSiwe({ message })
    await until(host, 'signSiwe')
    expect(await rejectionOf(host.openkey.signSiwe({ message }))).toMatchObject({ code: 'busy' })
    answer(signed)
    expect(await first).toEqual(signed)
    const second = host.openkey.signSiwe({ message })
    await expect.poll(() => host.called()).toEqual(['signSiwe', 'signSiwe'])
    answer(signed)
    await second
  })

  test.for([
    ['message', { ...signed, message: `${message} ` }],
    ['address', { ...signed, address: `0x${'11'.repeat(20)}` }],
    ['signature', { ...signed, signature: `0x${'ab'.repeat(64)}1d` as const }],
    ['signature', { ...signed, signature: '0x' as const }],
  ] as const)('S6: rejects a result with another %s', async ([field, answer]) => {
    const host = setup({ script: { signSiwe: async () => answer } })
    expect(await rejectionOf(host.openkey.signSiwe({ message }))).toMatchObject({
      code: 'signature_invalid',
      details: { field },
    })
  })

  test('S6: rejects the signature of another account than the connected one', async () => {
    const other = `0x${'22'.repeat(20)}` as const
    const theirs = message.replace(account.address, other)
    const host = setup({
      script: { ...approving, signSiwe: async () => ({ ...signed, message: theirs, address: other }) },
    })
    await host.openkey.connect()
    expect(await rejectionOf(host.openkey.signSiwe({ message: theirs }))).toMatchObject({ code: 'signature_invalid' })
  })
})

describe('an open request', () => {
  test.for(['escape', 'closed'] as const)(
    'rejects with user_rejected when the dialog is dismissed: %s',
    async (how) => {
      const host = setup({ script: {} })
      const failed = rejectionOf(host.openkey.signSiwe({ message }))
      await until(host, 'signSiwe')
      host.frame().options.onDismiss?.(how)
      expect(await failed).toMatchObject({ code: 'user_rejected', number: 4001, details: { how } })
      expect(host.frame().isShown).toBe(false)
      await until(host, 'cancel')
    },
  )

  test('can be dismissed while the frame does not respond', async () => {
    const host = setup({ greets: false })
    const failed = rejectionOf(host.openkey.connect())
    await expect.poll(() => host.page.frames).toHaveLength(1)
    host.frame().options.onDismiss?.('closed')
    expect(await failed).toMatchObject({ code: 'user_rejected' })
  })

  test('S13: rejects with channel_closed when the frame reloads', async () => {
    const host = setup({ script: {} })
    const failed = rejectionOf(host.openkey.signSiwe({ message }))
    await until(host, 'signSiwe')
    host.frame().options.onLoad?.()
    host.frame().options.onLoad?.()
    expect(await failed).toMatchObject({ code: 'channel_closed', retryable: true })
    expect(host.frame().isShown).toBe(false)
  })

  test('S13: rejects with channel_closed when the frame is removed, and the next call opens another', async () => {
    const host = setup({ script: {} })
    const failed = rejectionOf(host.openkey.signSiwe({ message }))
    await until(host, 'signSiwe')
    host.frame().options.onRemoved()
    expect(await failed).toMatchObject({ code: 'channel_closed' })
    await host.openkey.ping()
    expect(host.page.frames).toHaveLength(2)
  })

  test('S13: opens another frame if the page has removed the first unnoticed', async () => {
    const host = setup({ script: {} })
    const failed = rejectionOf(host.openkey.connect())
    await expect.poll(host.called).toContain('connect')
    const [gone] = host.page.frames
    if (gone) gone.isGone = true
    void rejectionOf(host.openkey.connect())
    expect(await failed).toMatchObject({ code: 'channel_closed' })
    expect(host.page.frames.map(({ isShown, isRemoved }) => ({ isShown, isRemoved }))).toEqual([
      { isShown: false, isRemoved: true },
      { isShown: true, isRemoved: false },
    ])
  })

  test('S13: rejects with presentation_unavailable within a second of being hidden by the page', async () => {
    const host = setup({ script: {} })
    const failed = rejectionOf(host.openkey.connect())
    await expect.poll(host.called).toContain('connect')
    host.clock.advance(3_000)
    host.frame().isVisible = false
    host.clock.advance(1_000)
    expect(await failed).toMatchObject({ code: 'presentation_unavailable' })
    expect(host.frame().isShown).toBe(false)
    await expect.poll(host.clock.pending).toBe(0)
  })

  test('S13: rejects with internal if a built-in of the page is broken, with its error as cause', async () => {
    const host = setup()
    const cause = new TypeError('Illegal constructor')
    vi.stubGlobal('MessageChannel', function MessageChannel() {
      throw cause
    })
    const failed = rejectionOf(host.openkey.connect())
    await expect.poll(() => host.page.frames[0]?.isRemoved).toBe(true)
    vi.unstubAllGlobals()
    expect(await failed).toMatchObject({ code: 'internal', cause })
  })

  test('S13: rejects with internal without randomness, with its error as cause', async () => {
    const host = setup()
    const cause = new DOMException('no entropy', 'QuotaExceededError')
    vi.spyOn(crypto, 'randomUUID').mockImplementation(() => {
      throw cause
    })
    const failed = await rejectionOf(host.openkey.connect())
    vi.restoreAllMocks()
    expect(failed).toMatchObject({ code: 'internal', cause })
  })

  test('S13: rejects calls without a screen with internal if no frame can be made', async () => {
    const host = setup()
    const cause = new TypeError('no elements here')
    vi.spyOn(host.page, 'openFrame').mockImplementation(() => {
      throw cause
    })
    for (const call of [host.openkey.ping(), host.openkey.disconnect()]) {
      expect(await rejectionOf(call)).toMatchObject({ code: 'internal', cause })
    }
  })

  test('S13: rejects with widget_unresponsive after an unanswered ping of 15 s', async () => {
    const host = setup({ script: { ping: () => new Promise(() => {}) } })
    const failed = rejectionOf(host.openkey.signSiwe({ message }))
    await until(host, 'signSiwe')
    host.clock.advance(5_000)
    await until(host, 'ping')
    host.clock.advance(14_000)
    host.clock.advance(1_000)
    expect(await failed).toMatchObject({ code: 'widget_unresponsive' })
    expect(host.frame().isRemoved).toBe(true)
  })

  test('S13: keeps the frame if a ping stays unanswered after its request has settled', async () => {
    let answer = (_: typeof signed) => {}
    const script = {
      signSiwe: () => new Promise<typeof signed>((resolve) => (answer = resolve)),
      ping: () => new Promise<null>(() => {}),
    }
    const host = setup({ script })
    const signing = host.openkey.signSiwe({ message })
    await until(host, 'signSiwe')
    host.clock.advance(5_000)
    await until(host, 'ping')
    answer(signed)
    await signing
    host.clock.advance(14_000)
    host.clock.advance(1_000)
    await new Promise((resolve) => setTimeout(resolve))
    expect([host.frame().isRemoved, host.clock.pending()]).toEqual([false, 0])
  })

  test('is pinged while it is open, and not after', async () => {
    const host = setup({ script: { signSiwe: approving.signSiwe ?? (async () => signed) } })
    await host.openkey.signSiwe({ message })
    host.clock.advance(60_000)
    await host.openkey.ping()
    expect(host.called()).toEqual(['signSiwe', 'ping'])
  })

  test('emits its stages, and ignores those of a settled request', async () => {
    let answer = (_: typeof signed) => {}
    const host = setup({ script: { signSiwe: () => new Promise((resolve) => (answer = resolve)) } })
    const onStage = vi.fn()
    host.openkey.on('stage', onStage)
    const signing = host.openkey.signSiwe({ message })
    await until(host, 'signSiwe')
    const requestId = host.widget().calls[0]?.requestId ?? ''
    await host.widget().host().call('stage', { requestId, name: 'reviewing' })
    answer(signed)
    await signing
    await host.widget().host().call('stage', { requestId, name: 'done' })
    expect(onStage.mock.calls).toEqual([[{ method: 'signSiwe', name: 'reviewing' }]])
  })

  test('resizes the frame on request of the widget', async () => {
    const host = setup()
    await host.openkey.connect()
    await host.widget().host().call('resize', { heightPx: 512 })
    expect(host.frame().heightPx).toBe(512)
  })

  test('keeps an error screen open until it is dismissed', async () => {
    const refuse = async () => {
      throw new OpenKeyError('siwe_expired', 'The message has expired.')
    }
    const host = setup({ script: { signSiwe: refuse } })
    expect(await rejectionOf(host.openkey.signSiwe({ message }))).toMatchObject({ code: 'siwe_expired' })
    expect(host.frame().isShown).toBe(true)
    const requestId = host.widget().calls[0]?.requestId ?? ''
    await host.widget().host().call('dismiss', { requestId })
    expect(host.frame().isShown).toBe(false)
  })

  test('hides the dialog at once when the user declines', async () => {
    const decline = async () => {
      throw new OpenKeyError('user_rejected', 'Declined.', { details: { how: 'declined' } })
    }
    const host = setup({ script: { signSiwe: decline } })
    expect(await rejectionOf(host.openkey.signSiwe({ message }))).toMatchObject({ details: { how: 'declined' } })
    expect(host.frame().isShown).toBe(false)
  })
})

describe('a widget that starts again', () => {
  test('gets another channel, in whatever order load and hello arrive', async () => {
    const host = setup()
    await host.openkey.connect()
    host.frame().options.onLoad?.()
    for (const isLoadFirst of [true, false]) {
      if (isLoadFirst) host.frame().options.onLoad?.()
      host.widget().sayHello()
      if (!isLoadFirst) host.frame().options.onLoad?.()
      expect(await host.openkey.signSiwe({ message })).toEqual(signed)
    }
    expect(host.page.frames).toHaveLength(1)
    expect(host.frame().posted).toHaveLength(3)
  })
})

describe('destroy', () => {
  test('S13: rejects open and later calls, removes the frame, and leaves no timer', async () => {
    const host = setup({ script: {} })
    const failed = rejectionOf(host.openkey.connect())
    await until(host, 'connect')
    host.openkey.destroy()
    expect(await failed).toMatchObject({ code: 'destroyed' })
    expect(await rejectionOf(host.openkey.signSiwe({ message }))).toMatchObject({ code: 'destroyed' })
    expect(host.frame().isRemoved).toBe(true)
    expect(host.clock.pending()).toBe(0)
  })
})

describe('disconnect', () => {
  test('revokes the approval, clears the account, and emits disconnect', async () => {
    const host = setup()
    const onDisconnect = vi.fn()
    const stop = host.openkey.on('disconnect', onDisconnect)
    await host.openkey.connect()
    await host.openkey.disconnect()
    await host.openkey.connect()
    stop()
    await host.openkey.disconnect()
    expect(host.called()).toEqual(['connect', 'disconnect', 'connect', 'disconnect'])
    expect(onDisconnect).toHaveBeenCalledOnce()
  })
})

describe('offerWindow', () => {
  const offer = async (isIsolated: boolean) => {
    const host = setup({ isIsolated })
    await host.openkey.connect()
    return rejectionOf(host.widget().host().call('offerWindow', { requestId: crypto.randomUUID() }))
  }

  test('accepts a window on an ordinary page', async () => {
    expect(await offer(false)).toBeUndefined()
  })

  test('reports the header that separates windows from an isolated page', async () => {
    expect(await offer(true)).toMatchObject({
      code: 'opener_severed',
      details: { field: 'Cross-Origin-Opener-Policy', expected: 'same-origin-allow-popups', received: 'same-origin' },
    })
  })
})

describe('when the widget cannot be framed', () => {
  const options = { widgetUrl: 'https://openkey.example/', appName: 'Notes' }
  const clock = fakeClock()
  const connections = () => []
  const doctor = async () => []

  test('does nothing on a server until a call, which rejects', async () => {
    const openkey = composeOpenKey({ options, page: undefined, connections, clock, doctor })
    openkey.preload()
    expect(await rejectionOf(openkey.connect())).toMatchObject({ code: 'presentation_unavailable' })
    openkey.destroy()
  })

  test('rejects an insecure page', async () => {
    const openkey = composeOpenKey({ options, page: fakePage({ isSecure: false }), connections, clock, doctor })
    expect(await rejectionOf(openkey.connect())).toMatchObject({ code: 'insecure_context' })
  })

  test.for([
    'null',
    'http://[::1]:5173',
    'http://127.0.0.2',
    'http://localhost.:5173',
    'capacitor:',
    'tauri:',
    'chrome-extension:',
    'file:',
    'about:',
    'blob:',
  ])('rejects a page at %s at once, as the widget would', async (origin) => {
    for (const isSecure of origin.startsWith('http') ? [true] : [true, false]) {
      const page = fakePage({ origin, isSecure })
      const openkey = composeOpenKey({ options, page, connections, clock, doctor })
      expect(await rejectionOf(openkey.connect())).toMatchObject({ code: 'origin_not_allowed' })
      expect(await rejectionOf(openkey.signSiwe({ message }))).toMatchObject({ code: 'origin_not_allowed' })
      expect(page.frames).toEqual([])
    }
  })

  test('rejects a widget on the page’s own origin', async () => {
    const page = fakePage({ origin: 'https://openkey.example' })
    const openkey = composeOpenKey({ options, page, connections, clock, doctor })
    expect(await rejectionOf(openkey.connect())).toMatchObject({ code: 'origin_not_allowed' })
    expect(page.frames).toEqual([])
  })

  test.for(['http://openkey.example/', 'data:text/html,hi', 'javascript:alert(1)'])('refuses %s', (widgetUrl) => {
    const compose = () =>
      composeOpenKey({ options: { ...options, widgetUrl }, page: fakePage(), connections, clock, doctor })
    expect(compose).toThrow(expect.objectContaining({ code: 'origin_not_allowed' }))
  })

  test('rejects what is not a URL', () => {
    const compose = () =>
      composeOpenKey({ options: { ...options, widgetUrl: '/widget' }, page: fakePage(), connections, clock, doctor })
    expect(compose).toThrow(expect.objectContaining({ code: 'invalid_params' }))
  })
})

describe('calls from JavaScript', () => {
  const controllerLike = { signal: AbortSignal.abort() }
  const badOptions = [
    ['a controller in place of its signal', { signal: controllerLike }, 'signal'],
    ['a text as signal', { signal: 'stop' }, 'signal'],
    ['a negative time limit', { timeoutMs: -1 }, 'timeoutMs'],
    ['a time limit of zero', { timeoutMs: 0 }, 'timeoutMs'],
    ['a time limit that is not a number', { timeoutMs: 'soon' }, 'timeoutMs'],
    ['a time limit of true', { timeoutMs: true }, 'timeoutMs'],
  ] as const

  test.for(badOptions)('reject with invalid_params for %s, without showing anything', async ([, given, field]) => {
    const { openkey, page } = setup()
    const options: object = given
    const calls = [
      openkey.connect(options),
      openkey.signSiwe({ message, ...options }),
      openkey.ping(options),
      openkey.disconnect(options),
      openkey.diagnose(options),
      openkey.signer.getAddress(options),
    ]
    const expected = { code: 'invalid_params', details: { field } }
    expect(await Promise.all(calls.map(rejectionOf))).toMatchObject(calls.map(() => expected))
    expect(page.frames.filter(({ isShown }) => isShown)).toEqual([])
  })

  test('accept null for omitted options, and a number in text', async () => {
    const { openkey } = setup()
    const nothing = JSON.parse('null')
    expect(await openkey.connect(nothing)).toEqual(account)
    expect(await openkey.connect({ signal: nothing, timeoutMs: JSON.parse('"5000"') })).toEqual(account)
    await openkey.ping(nothing)
  })

  test.for([
    ['nothing', []],
    ['null', [null]],
    ['a number as message', [{ message: 5 }]],
    ['an object that reads like a message', [{ message: { toString: () => message, length: 10 } }]],
  ] as const)('reject signSiwe with siwe_malformed for %s', async ([, given]) => {
    const { openkey, page } = setup()
    const failed = rejectionOf(Reflect.apply(openkey.signSiwe, undefined, [...given]))
    expect(await failed).toMatchObject({ code: 'siwe_malformed' })
    expect(page.frames).toEqual([])
  })

  test.for([
    ['nothing', []],
    ['null', [null]],
    ['an object of another library', [{ signIn: () => {} }]],
    ['an object that cannot take the signature', [{ prepareSessionForSigning: () => {} }]],
    ['an object that prepares nothing', [{ signInWithPreparedSession: () => {} }]],
  ] as const)('reject signIn with invalid_params for %s', async ([, given]) => {
    const { openkey, page } = setup()
    const failed = rejectionOf(Reflect.apply(openkey.signIn, undefined, [...given]))
    expect(await failed).toMatchObject({ code: 'invalid_params', details: { field: 'auth' } })
    expect(page.frames).toEqual([])
  })
})
