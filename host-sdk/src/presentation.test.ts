import { describe, expect, test, vi } from 'vitest'
import type { OpenKey } from './openKey.ts'
import { approving, createHostSetup, type HostSetup, type HostSetupOptions } from './testing/createHostSetup.ts'
import { rejectionOf } from './testing/rejectionOf.ts'
import { account, message, signed } from './testing/scriptedWidget.ts'

const setup = createHostSetup()
const until = ({ called }: HostSetup, name: string) => expect.poll(called).toContain(name)

/** The presentation that an instance reports. */
function presentationsOf(openkey: OpenKey) {
  const onPresentation = vi.fn()
  openkey.on('presentation', onPresentation)
  return () => onPresentation.mock.calls.map(([presented]) => presented)
}

// The fakes never touch what they are given.
const container = { nodeType: 1 } as HTMLElement

describe('auto', () => {
  test('is a dialog on an ordinary page', async () => {
    const host = setup()
    const presented = presentationsOf(host.openkey)
    await host.openkey.connect()
    expect(presented()).toEqual([{ name: 'dialog', reason: 'default' }])
    expect(host.frame().options.container).toBeUndefined()
  })

  test('is inline where there is a container', async () => {
    const host = setup({ options: { container } })
    const presented = presentationsOf(host.openkey)
    await host.openkey.connect()
    expect(presented()).toEqual([{ name: 'inline', reason: 'container' }])
    expect(host.frame().options.container).toBe(container)
  })

  test('is a window on a page inside a frame', async () => {
    const host = setup({ isNested: true })
    const presented = presentationsOf(host.openkey)
    await host.openkey.connect()
    expect(presented()).toEqual([{ name: 'window', reason: 'nested_page' }])
    expect(host.page.frames).toEqual([])
  })

  describe('when an approval needs a window', () => {
    const asked = async (options: HostSetupOptions = {}) => {
      const host = setup({ approval: 'window', ...options })
      const presented = presentationsOf(host.openkey)
      await host.openkey.ping()
      return { host, presented }
    }

    test('S10: opens it during the click, and keeps the frame hidden', async () => {
      const { host, presented } = await asked()
      const connected = host.openkey.connect()
      expect([host.page.windows.length, host.window().isShown, host.frame().isShown]).toEqual([1, true, false])
      expect(await connected).toEqual(account)
      expect(presented()).toEqual([
        { name: 'dialog', reason: 'default' },
        { name: 'window', reason: 'approval' },
      ])
      expect(host.window().isRemoved).toBe(true)
    })

    test('signs in with one window, and shows the frame after the user has approved', async () => {
      const { host } = await asked()
      await host.openkey.signIn({
        prepareSessionForSigning: async () => ({ prepared: { siwe: message }, keyId: account.keyId, jwk: {} }),
        signInWithPreparedSession: async () => ({}),
      })
      expect(host.page.windows).toHaveLength(1)
      await host.openkey.signSiwe({ message })
      expect([host.page.windows.length, host.called().slice(-1)]).toEqual([1, ['signSiwe']])
    })

    test('opens a window again after the user has disconnected', async () => {
      const { host } = await asked()
      await host.openkey.connect()
      await host.openkey.disconnect()
      await host.openkey.connect()
      expect(host.page.windows).toHaveLength(2)
    })

    test('shows the frame if it was not loaded before the click', async () => {
      const host = setup({ approval: 'window' })
      await host.openkey.connect()
      expect(host.page.windows).toEqual([])
    })

    test.each(['frame', 'repeats', undefined] as const)(
      'shows the frame where the widget says %s',
      async (approval) => {
        const { host } = await asked({ approval })
        await host.openkey.connect()
        expect(host.page.windows).toEqual([])
      },
    )

    test('shows the frame if the browser blocks the window, or the page is isolated', async () => {
      for (const options of [{ blocksWindows: true }, { isIsolated: true }]) {
        const { host } = await asked(options)
        expect(await host.openkey.connect()).toEqual(account)
        expect(host.called()).toEqual(['ping', 'connect'])
        expect(host.page.frames).toHaveLength(1)
      }
    })

    test('shows the frame if the app asks for a dialog', async () => {
      const { host } = await asked({ options: { presentation: 'dialog' } })
      await host.openkey.connect()
      expect(host.page.windows).toEqual([])
    })

    test('S13: is a rejection when the user closes the window, and the next call opens another', async () => {
      const { host } = await asked({ script: {} })
      const failed = rejectionOf(host.openkey.connect())
      await until(host, 'connect')
      host.window().options.onRemoved()
      expect(await failed).toMatchObject({ code: 'user_rejected', details: { how: 'window_closed' } })
      void rejectionOf(host.openkey.connect())
      expect(host.page.windows).toHaveLength(2)
    })
  })

  describe('when the frame is blocked', () => {
    const refused = async (options: HostSetupOptions = {}) => {
      const host = setup({ greets: false, ...options })
      const presented = presentationsOf(host.openkey)
      const failed = rejectionOf(host.openkey.connect())
      await expect.poll(() => host.page.frames).toHaveLength(1)
      host.clock.advance(5_000)
      return { host, failed, presented }
    }

    test('offers a window, where the open call continues', async () => {
      const { host, failed, presented } = await refused()
      await expect.poll(() => host.frame().pressWindow).toBeDefined()
      host.frame().pressWindow?.()
      expect(host.frame().isRemoved).toBe(true)
      expect(host.window().isShown).toBe(true)
      host.widget().sayHello()
      expect(await failed).toBeUndefined()
      expect(presented()).toEqual([
        { name: 'dialog', reason: 'default' },
        { name: 'window', reason: 'frame_blocked' },
      ])
    })

    test('continues a later call there, too', async () => {
      const host = setup({ greets: false })
      const first = host.openkey.connect()
      await expect.poll(() => host.page.frames).toHaveLength(1)
      host.clock.advance(3_000)
      const second = host.openkey.connect()
      host.clock.advance(2_000)
      await expect.poll(() => host.frame().pressWindow).toBeDefined()
      host.frame().pressWindow?.()
      host.clock.advance(10_000)
      await Promise.resolve()
      expect(host.window().isRemoved).toBe(false)
      host.widget().sayHello()
      expect(await Promise.all([first, second])).toEqual([account, account])
    })

    test('rejects with frame_blocked, not user_rejected, when the user dismisses the offer', async () => {
      const { host, failed } = await refused()
      await expect.poll(() => host.frame().pressWindow).toBeDefined()
      host.frame().options.onDismiss?.('closed')
      expect(await failed).toMatchObject({ code: 'frame_blocked' })
      expect(host.frame().isRemoved).toBe(true)
    })

    test('withdraws the offer when the widget starts late', async () => {
      const { host, failed } = await refused()
      await expect.poll(() => host.frame().pressWindow).toBeDefined()
      host.widget().sayHello()
      expect(await failed).toBeUndefined()
      expect(host.frame().pressWindow).toBeUndefined()
      expect(host.page.windows).toEqual([])
    })

    test('rejects with popup_blocked when the browser blocks the window', async () => {
      const { host, failed } = await refused({ blocksWindows: true })
      await expect.poll(() => host.frame().pressWindow).toBeDefined()
      host.frame().pressWindow?.()
      expect(await failed).toMatchObject({ code: 'popup_blocked', retryable: true })
    })

    test('rejects at once on an isolated page, which no window can reach', async () => {
      const { failed } = await refused({ isIsolated: true })
      expect(await failed).toMatchObject({ code: 'frame_blocked' })
    })

    test('rejects at once when the dialog is not shown', async () => {
      const host = setup({ greets: false })
      const failed = rejectionOf(host.openkey.ping())
      await expect.poll(() => host.page.frames).toHaveLength(1)
      host.clock.advance(5_000)
      expect(await failed).toMatchObject({ code: 'frame_blocked' })
    })
  })
})

describe('dialog', () => {
  test('is a dialog even with a container', async () => {
    const host = setup({ options: { presentation: 'dialog', container } })
    await host.openkey.connect()
    expect(host.frame().options.container).toBeUndefined()
  })
})

describe.each(['dialog', 'inline'] as const)('%s, with a widget that loads slowly', (presentation) => {
  /** Asks somebody, and lets half a minute at most pass while the document is on its way. */
  const slow = async (deadlines: number) => {
    const host = setup({ greets: false, options: { presentation, container } })
    const failed = rejectionOf(host.openkey.connect())
    await expect.poll(() => host.page.frames).toHaveLength(1)
    host.frame().isLoading = true
    for (let passed = 0; passed < deadlines; passed++) await nextDeadline(host)
    return { host, failed }
  }
  const nextDeadline = async ({ clock }: HostSetup) => {
    clock.advance(5_000)
    await new Promise((resolve) => setImmediate(resolve))
  }

  test('continues when the widget starts, like auto', async () => {
    const { host, failed } = await slow(5)
    expect([host.frame().isShown, host.frame().isRemoved, host.page.windows]).toEqual([true, false, []])
    host.widget().sayHello()
    expect(await failed).toBeUndefined()
    expect(host.page.frames).toHaveLength(1)
  })

  test('S13: rejects with frame_blocked at the next deadline after a silent document has loaded', async () => {
    const { host, failed } = await slow(1)
    host.frame().isLoading = false
    await nextDeadline(host)
    expect(await failed).toMatchObject({ code: 'frame_blocked' })
    expect(host.frame().isRemoved).toBe(true)
  })

  test('S13: rejects with frame_blocked after 30 s, however long the server takes', async () => {
    const { failed } = await slow(6)
    expect(await failed).toMatchObject({ code: 'frame_blocked' })
  })

  test('loads again for the next call', async () => {
    const { host, failed } = await slow(6)
    await failed
    const again = host.openkey.connect()
    host.widget().sayHello()
    expect(await again).toEqual(account)
    expect(host.page.frames).toHaveLength(2)
  })
})

describe('inline', () => {
  test('is shown in its container, only while the user is asked', async () => {
    const shown: boolean[] = []
    const connect = async () => {
      shown.push(host.frame().isShown)
      return account
    }
    const host = setup({ script: { connect }, options: { presentation: 'inline', container } })
    await host.openkey.connect()
    expect(host.frame().options.container).toBe(container)
    expect([...shown, host.frame().isShown]).toEqual([true, false])
  })

  test('reports the missing container', () => {
    expect(() => setup({ options: { presentation: 'inline' } })).toThrow(
      expect.objectContaining({ code: 'invalid_params', details: { field: 'container', received: 'undefined' } }),
    )
  })
})

describe('window', () => {
  const options = { presentation: 'window' } as const

  test('opens with the call, and closes with its result', async () => {
    const host = setup({ options })
    expect(await host.openkey.connect()).toEqual(account)
    expect(host.window().isRemoved).toBe(true)
    expect(await host.openkey.signSiwe({ message })).toEqual(signed)
    expect(host.page.windows).toHaveLength(2)
    expect(host.page.frames).toEqual([])
  })

  test('stays open from connection to signature of one sign-in', async () => {
    const host = setup({ options })
    const prepared = { siwe: message }
    await host.openkey.signIn({
      prepareSessionForSigning: async () => ({ prepared, keyId: 'session-1', jwk: {} }),
      signInWithPreparedSession: async () => null,
    })
    expect(host.page.windows).toHaveLength(1)
    expect(host.window().isRemoved).toBe(true)
  })

  test('S13: rejects with user_rejected when the user closes it', async () => {
    const host = setup({ script: {}, options })
    const failed = rejectionOf(host.openkey.signSiwe({ message }))
    await until(host, 'signSiwe')
    host.window().options.onRemoved()
    expect(await failed).toMatchObject({ code: 'user_rejected', details: { how: 'window_closed' } })
    await expect.poll(host.clock.pending).toBe(0)
  })

  test('S13: rejects with opener_severed when it closes before its hello', async () => {
    const host = setup({ greets: false, options })
    const failed = rejectionOf(host.openkey.connect())
    host.window().options.onRemoved()
    expect(await failed).toMatchObject({
      code: 'opener_severed',
      details: { field: 'Cross-Origin-Opener-Policy', expected: 'same-origin-allow-popups' },
    })
  })

  test('stays open while it is slow to start', async () => {
    const host = setup({ greets: false, options })
    const connecting = host.openkey.connect()
    host.clock.advance(60_000)
    await Promise.resolve()
    expect(host.window().isRemoved).toBe(false)
    host.widget().sayHello()
    expect(await connecting).toEqual(account)
  })

  test('S13: rejects with timeout when it stays silent for the time of one screen', async () => {
    const host = setup({ greets: false, options })
    const failed = rejectionOf(host.openkey.connect({ timeoutMs: 90_000 }))
    host.clock.advance(90_000)
    expect(await failed).toMatchObject({ code: 'timeout' })
    expect(host.window().isRemoved).toBe(true)
  })

  test('rejects with popup_blocked when the browser blocks it, and can be retried', async () => {
    const host = setup({ blocksWindows: true, options })
    for (let attempt = 0; attempt < 2; attempt++) {
      expect(await rejectionOf(host.openkey.connect())).toMatchObject({ code: 'popup_blocked', retryable: true })
    }
    expect(host.clock.pending()).toBe(0)
  })

  test('does not open on an isolated page', async () => {
    const host = setup({ isIsolated: true, options })
    expect(await rejectionOf(host.openkey.connect())).toMatchObject({ code: 'opener_severed' })
    expect(host.page.windows).toEqual([])
  })

  test('does not open for calls without a screen', async () => {
    const host = setup({ options })
    host.openkey.preload()
    expect(await rejectionOf(host.openkey.ping())).toMatchObject({ code: 'presentation_unavailable' })
    await host.openkey.disconnect()
    expect(host.page.windows).toEqual([])
  })
})

describe('instances of one widget on one page', () => {
  test('share one frame, each with its own calls', async () => {
    const host = setup()
    const other = host.another({ appName: 'Notes again' })
    expect(await Promise.all([host.openkey.connect(), other.connect()])).toEqual([account, account])
    expect(await other.signSiwe({ message })).toEqual(signed)
    expect(host.page.frames).toHaveLength(1)
  })

  test.for([
    ['another widget', { widgetUrl: 'https://other.example/' }],
    ['another presentation', { presentation: 'dialog' }],
    ['another container', { container }],
  ] as const)('have separate frames with %s', async ([, options]) => {
    const host = setup()
    await host.openkey.connect()
    void host
      .another(options)
      .connect()
      .catch(() => {})
    await expect.poll(() => host.page.frames).toHaveLength(2)
  })

  test('keep the frame until the last one is destroyed', async () => {
    const host = setup({ script: { ...approving, signSiwe: () => new Promise(() => {}) } })
    const other = host.another()
    await Promise.all([host.openkey.connect(), other.connect()])
    const failed = rejectionOf(host.openkey.signSiwe({ message }))
    await until(host, 'signSiwe')
    host.openkey.destroy()
    expect(await failed).toMatchObject({ code: 'destroyed' })
    await until(host, 'cancel')
    expect(await other.connect()).toEqual(account)
    expect(host.frame().isRemoved).toBe(false)
    other.destroy()
    expect(host.frame().isRemoved).toBe(true)
    expect([host.page.connections, host.clock.pending()]).toEqual([[], 0])
  })

  test('receive the stages of their own calls, and every disconnection', async () => {
    const host = setup()
    const other = host.another()
    const [onStage, onDisconnect] = [vi.fn(), vi.fn()]
    other.on('stage', onStage)
    other.on('disconnect', onDisconnect)
    await Promise.all([host.openkey.connect(), other.connect()])
    await host.openkey.disconnect()
    await other.connect()
    expect([onStage.mock.calls, onDisconnect.mock.calls.length]).toEqual([[], 1])
    expect(host.called().filter((name) => name === 'connect')).toHaveLength(3)
  })
})

describe('verify', () => {
  test('S6: can reject a signature', async () => {
    const verify = vi.fn(async () => {
      throw new Error('another signer')
    })
    const host = setup({ options: { verify } })
    expect(await rejectionOf(host.openkey.signSiwe({ message }))).toMatchObject({ code: 'signature_invalid' })
    expect(verify).toHaveBeenCalledExactlyOnceWith(signed)
  })
})
