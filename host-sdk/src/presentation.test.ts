import { describe, expect, test, vi } from 'vitest'
import type { OpenKey } from './openKey.ts'
import { failureOf } from './testing/failureOf.ts'
import { type Scene, type SceneOptions, willing } from './testing/openScene.ts'
import { account, message, signed } from './testing/scriptedWidget.ts'
import { useScenes } from './testing/useScenes.ts'

const scene = useScenes()
const until = ({ called }: Scene, name: string) => expect.poll(called).toContain(name)

/** What an instance says about where it shows the widget. */
function presentationsOf(openkey: OpenKey) {
  const onPresentation = vi.fn()
  openkey.on('presentation', onPresentation)
  return () => onPresentation.mock.calls.map(([presented]) => presented)
}

// The fakes never touch what they are given.
const container = { nodeType: 1 } as HTMLElement

describe('auto', () => {
  test('is a dialog on an ordinary page', async () => {
    const it = scene()
    const presented = presentationsOf(it.openkey)
    await it.openkey.connect()
    expect(presented()).toEqual([{ name: 'dialog', reason: 'default' }])
    expect(it.frame().options.container).toBeUndefined()
  })

  test('is inline where there is a container', async () => {
    const it = scene({ options: { container } })
    const presented = presentationsOf(it.openkey)
    await it.openkey.connect()
    expect(presented()).toEqual([{ name: 'inline', reason: 'container' }])
    expect(it.frame().options.container).toBe(container)
  })

  test('is a window on a page that is in a frame itself', async () => {
    const it = scene({ isNested: true })
    const presented = presentationsOf(it.openkey)
    await it.openkey.connect()
    expect(presented()).toEqual([{ name: 'window', reason: 'nested_page' }])
    expect(it.page.frames).toEqual([])
  })

  describe('when an approval needs a window', () => {
    const asked = async (options: SceneOptions = {}) => {
      const it = scene({ approval: 'window', ...options })
      const presented = presentationsOf(it.openkey)
      await it.openkey.ping()
      return { it, presented }
    }

    test('S10: opens it in the click itself, and leaves the frame unseen', async () => {
      const { it, presented } = await asked()
      const connected = it.openkey.connect()
      expect([it.page.windows.length, it.window().isShown, it.frame().isShown]).toEqual([1, true, false])
      expect(await connected).toEqual(account)
      expect(presented()).toEqual([
        { name: 'dialog', reason: 'default' },
        { name: 'window', reason: 'approval' },
      ])
      expect(it.window().isRemoved).toBe(true)
    })

    test('signs in by one window, and shows the frame once the user has approved', async () => {
      const { it } = await asked()
      await it.openkey.signIn({
        prepareSessionForSigning: async () => ({ prepared: { siwe: message }, keyId: account.keyId, jwk: {} }),
        signInWithPreparedSession: async () => ({}),
      })
      expect(it.page.windows).toHaveLength(1)
      await it.openkey.signSiwe({ message })
      expect([it.page.windows.length, it.called().slice(-1)]).toEqual([1, ['signSiwe']])
    })

    test('opens a window again once the user has disconnected', async () => {
      const { it } = await asked()
      await it.openkey.connect()
      await it.openkey.disconnect()
      await it.openkey.connect()
      expect(it.page.windows).toHaveLength(2)
    })

    test('shows the frame where it was not loaded before the click', async () => {
      const it = scene({ approval: 'window' })
      await it.openkey.connect()
      expect(it.page.windows).toEqual([])
    })

    test.each(['frame', 'repeats', undefined] as const)(
      'shows the frame where the widget says %s',
      async (approval) => {
        const { it } = await asked({ approval })
        await it.openkey.connect()
        expect(it.page.windows).toEqual([])
      },
    )

    test('shows the frame where the browser blocks the window, or none could reach the page', async () => {
      for (const options of [{ blocksWindows: true }, { isIsolated: true }]) {
        const { it } = await asked(options)
        expect(await it.openkey.connect()).toEqual(account)
        expect(it.called()).toEqual(['ping', 'connect'])
        expect(it.page.frames).toHaveLength(1)
      }
    })

    test('shows the frame where the app has asked for a dialog', async () => {
      const { it } = await asked({ options: { presentation: 'dialog' } })
      await it.openkey.connect()
      expect(it.page.windows).toEqual([])
    })

    test('S13: is a rejection when the user closes the window, and the next call opens another', async () => {
      const { it } = await asked({ script: {} })
      const failed = failureOf(it.openkey.connect())
      await until(it, 'connect')
      it.window().options.onRemoved()
      expect(await failed).toMatchObject({ code: 'user_rejected', details: { how: 'window_closed' } })
      void failureOf(it.openkey.connect())
      expect(it.page.windows).toHaveLength(2)
    })
  })

  describe('where the frame is refused', () => {
    const refused = async (options: SceneOptions = {}) => {
      const it = scene({ greets: false, ...options })
      const presented = presentationsOf(it.openkey)
      const failed = failureOf(it.openkey.connect())
      await expect.poll(() => it.page.frames).toHaveLength(1)
      it.clock.advance(5_000)
      return { it, failed, presented }
    }

    test('offers a window, and the open call goes on there', async () => {
      const { it, failed, presented } = await refused()
      await expect.poll(() => it.frame().pressWindow).toBeDefined()
      it.frame().pressWindow?.()
      expect(it.frame().isRemoved).toBe(true)
      expect(it.window().isShown).toBe(true)
      it.widget().sayHello()
      expect(await failed).toBeUndefined()
      expect(presented()).toEqual([
        { name: 'dialog', reason: 'default' },
        { name: 'window', reason: 'frame_blocked' },
      ])
    })

    test('goes on there for a call that came later, too', async () => {
      const it = scene({ greets: false })
      const first = it.openkey.connect()
      await expect.poll(() => it.page.frames).toHaveLength(1)
      it.clock.advance(3_000)
      const second = it.openkey.connect()
      it.clock.advance(2_000)
      await expect.poll(() => it.frame().pressWindow).toBeDefined()
      it.frame().pressWindow?.()
      it.clock.advance(10_000)
      await Promise.resolve()
      expect(it.window().isRemoved).toBe(false)
      it.widget().sayHello()
      expect(await Promise.all([first, second])).toEqual([account, account])
    })

    test('fails with frame_blocked, not with a no, when the user leaves instead', async () => {
      const { it, failed } = await refused()
      await expect.poll(() => it.frame().pressWindow).toBeDefined()
      it.frame().options.onLeave?.('closed')
      expect(await failed).toMatchObject({ code: 'frame_blocked' })
      expect(it.frame().isRemoved).toBe(true)
    })

    test('takes the offer back when the widget starts late', async () => {
      const { it, failed } = await refused()
      await expect.poll(() => it.frame().pressWindow).toBeDefined()
      it.widget().sayHello()
      expect(await failed).toBeUndefined()
      expect(it.frame().pressWindow).toBeUndefined()
      expect(it.page.windows).toEqual([])
    })

    test('fails with popup_blocked when the browser blocks the window', async () => {
      const { it, failed } = await refused({ blocksWindows: true })
      await expect.poll(() => it.frame().pressWindow).toBeDefined()
      it.frame().pressWindow?.()
      expect(await failed).toMatchObject({ code: 'popup_blocked', retryable: true })
    })

    test('fails at once on an isolated page, where no window could answer', async () => {
      const { failed } = await refused({ isIsolated: true })
      expect(await failed).toMatchObject({ code: 'frame_blocked' })
    })

    test('fails at once when nobody looks', async () => {
      const it = scene({ greets: false })
      const failed = failureOf(it.openkey.ping())
      await expect.poll(() => it.page.frames).toHaveLength(1)
      it.clock.advance(5_000)
      expect(await failed).toMatchObject({ code: 'frame_blocked' })
    })
  })
})

describe('dialog', () => {
  test('is a dialog even beside a container', async () => {
    const it = scene({ options: { presentation: 'dialog', container } })
    await it.openkey.connect()
    expect(it.frame().options.container).toBeUndefined()
  })
})

describe.each(['dialog', 'inline'] as const)('%s, with a widget that loads slowly', (presentation) => {
  /** Asks somebody, and lets half a minute at most pass while the document is on its way. */
  const slow = async (deadlines: number) => {
    const it = scene({ greets: false, options: { presentation, container } })
    const failed = failureOf(it.openkey.connect())
    await expect.poll(() => it.page.frames).toHaveLength(1)
    it.frame().isLoading = true
    for (let passed = 0; passed < deadlines; passed++) await nextDeadline(it)
    return { it, failed }
  }
  const nextDeadline = async ({ clock }: Scene) => {
    clock.advance(5_000)
    await new Promise((resolve) => setImmediate(resolve))
  }

  test('goes on once that starts, as auto does', async () => {
    const { it, failed } = await slow(5)
    expect([it.frame().isShown, it.frame().isRemoved, it.page.windows]).toEqual([true, false, []])
    it.widget().sayHello()
    expect(await failed).toBeUndefined()
    expect(it.page.frames).toHaveLength(1)
  })

  test('S13: fails with frame_blocked at the next deadline once the document has loaded and stays silent', async () => {
    const { it, failed } = await slow(1)
    it.frame().isLoading = false
    await nextDeadline(it)
    expect(await failed).toMatchObject({ code: 'frame_blocked' })
    expect(it.frame().isRemoved).toBe(true)
  })

  test('S13: fails with frame_blocked after half a minute, however long the server would take', async () => {
    const { failed } = await slow(6)
    expect(await failed).toMatchObject({ code: 'frame_blocked' })
  })

  test('loads anew for the next call after that', async () => {
    const { it, failed } = await slow(6)
    await failed
    const again = it.openkey.connect()
    it.widget().sayHello()
    expect(await again).toEqual(account)
    expect(it.page.frames).toHaveLength(2)
  })
})

describe('inline', () => {
  test('lives in its container, and is shown only while somebody is asked', async () => {
    const shown: boolean[] = []
    const connect = async () => {
      shown.push(it.frame().isShown)
      return account
    }
    const it = scene({ script: { connect }, options: { presentation: 'inline', container } })
    await it.openkey.connect()
    expect(it.frame().options.container).toBe(container)
    expect([...shown, it.frame().isShown]).toEqual([true, false])
  })

  test('names the missing container', () => {
    expect(() => scene({ options: { presentation: 'inline' } })).toThrow(
      expect.objectContaining({ code: 'invalid_params', details: { field: 'container' } }),
    )
  })
})

describe('window', () => {
  const options = { presentation: 'window' } as const

  test('opens at the call, and closes with its answer', async () => {
    const it = scene({ options })
    expect(await it.openkey.connect()).toEqual(account)
    expect(it.window().isRemoved).toBe(true)
    expect(await it.openkey.signSiwe({ message })).toEqual(signed)
    expect(it.page.windows).toHaveLength(2)
    expect(it.page.frames).toEqual([])
  })

  test('stays open from the connection to the signature of one sign-in', async () => {
    const it = scene({ options })
    const prepared = { siwe: message }
    await it.openkey.signIn({
      prepareSessionForSigning: async () => ({ prepared, keyId: 'session-1', jwk: {} }),
      signInWithPreparedSession: async () => null,
    })
    expect(it.page.windows).toHaveLength(1)
    expect(it.window().isRemoved).toBe(true)
  })

  test('S13: fails with user_rejected when the user closes it', async () => {
    const it = scene({ script: {}, options })
    const failed = failureOf(it.openkey.signSiwe({ message }))
    await until(it, 'signSiwe')
    it.window().options.onRemoved()
    expect(await failed).toMatchObject({ code: 'user_rejected', details: { how: 'window_closed' } })
    await expect.poll(it.clock.pending).toBe(0)
  })

  test('S13: fails with opener_severed when it is gone before it said hello', async () => {
    const it = scene({ greets: false, options })
    const failed = failureOf(it.openkey.connect())
    it.window().options.onRemoved()
    expect(await failed).toMatchObject({
      code: 'opener_severed',
      details: { field: 'Cross-Origin-Opener-Policy', expected: 'same-origin-allow-popups' },
    })
  })

  test('is left open while it is slow to start, in whose face nobody closes a window', async () => {
    const it = scene({ greets: false, options })
    const connecting = it.openkey.connect()
    it.clock.advance(60_000)
    await Promise.resolve()
    expect(it.window().isRemoved).toBe(false)
    it.widget().sayHello()
    expect(await connecting).toEqual(account)
  })

  test('S13: fails with timeout when it stays silent for as long as a screen has', async () => {
    const it = scene({ greets: false, options })
    const failed = failureOf(it.openkey.connect({ timeoutMs: 90_000 }))
    it.clock.advance(90_000)
    expect(await failed).toMatchObject({ code: 'timeout' })
    expect(it.window().isRemoved).toBe(true)
  })

  test('fails with popup_blocked where the browser opens none, and can be tried again', async () => {
    const it = scene({ blocksWindows: true, options })
    for (let attempt = 0; attempt < 2; attempt++) {
      expect(await failureOf(it.openkey.connect())).toMatchObject({ code: 'popup_blocked', retryable: true })
    }
    expect(it.clock.pending()).toBe(0)
  })

  test('is not opened on an isolated page, which it could not answer', async () => {
    const it = scene({ isIsolated: true, options })
    expect(await failureOf(it.openkey.connect())).toMatchObject({ code: 'opener_severed' })
    expect(it.page.windows).toEqual([])
  })

  test('is opened by nothing that shows no screen', async () => {
    const it = scene({ options })
    it.openkey.preload()
    expect(await failureOf(it.openkey.ping())).toMatchObject({ code: 'presentation_unavailable' })
    await it.openkey.disconnect()
    expect(it.page.windows).toEqual([])
  })
})

describe('instances of one widget on one page', () => {
  test('share one frame, each with its own calls', async () => {
    const it = scene()
    const other = it.another({ appName: 'Notes again' })
    expect(await Promise.all([it.openkey.connect(), other.connect()])).toEqual([account, account])
    expect(await other.signSiwe({ message })).toEqual(signed)
    expect(it.page.frames).toHaveLength(1)
  })

  test.for([
    ['another widget', { widgetUrl: 'https://other.example/' }],
    ['another presentation', { presentation: 'dialog' }],
    ['another container', { container }],
  ] as const)('have a frame each with %s', async ([, options]) => {
    const it = scene()
    await it.openkey.connect()
    void it
      .another(options)
      .connect()
      .catch(() => {})
    await expect.poll(() => it.page.frames).toHaveLength(2)
  })

  test('keep the frame until the last one is destroyed', async () => {
    const it = scene({ script: { ...willing, signSiwe: () => new Promise(() => {}) } })
    const other = it.another()
    await Promise.all([it.openkey.connect(), other.connect()])
    const failed = failureOf(it.openkey.signSiwe({ message }))
    await until(it, 'signSiwe')
    it.openkey.destroy()
    expect(await failed).toMatchObject({ code: 'destroyed' })
    await until(it, 'cancel')
    expect(await other.connect()).toEqual(account)
    expect(it.frame().isRemoved).toBe(false)
    other.destroy()
    expect(it.frame().isRemoved).toBe(true)
    expect([it.page.commons, it.clock.pending()]).toEqual([[], 0])
  })

  test('hear of stages of their own calls, and all of a disconnection', async () => {
    const it = scene()
    const other = it.another()
    const [onStage, onDisconnect] = [vi.fn(), vi.fn()]
    other.on('stage', onStage)
    other.on('disconnect', onDisconnect)
    await Promise.all([it.openkey.connect(), other.connect()])
    await it.openkey.disconnect()
    await other.connect()
    expect([onStage.mock.calls, onDisconnect.mock.calls.length]).toEqual([[], 1])
    expect(it.called().filter((name) => name === 'connect')).toHaveLength(3)
  })
})

describe('verify', () => {
  test('S6: has the last word on a signature', async () => {
    const verify = vi.fn(async () => {
      throw new Error('another signer')
    })
    const it = scene({ options: { verify } })
    expect(await failureOf(it.openkey.signSiwe({ message }))).toMatchObject({ code: 'signature_invalid' })
    expect(verify).toHaveBeenCalledExactlyOnceWith(signed)
  })
})
