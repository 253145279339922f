import { fakeClock } from '@openkey/protocol/testing'
import { afterEach, describe, expect, test, vi } from 'vitest'
import { composeOpenKey } from '../composeOpenKey.ts'
import { type FakeFrame, fakePage } from '../testing/fakePage.ts'
import { rejectionOf } from '../testing/rejectionOf.ts'
import { account, message, type Script, scriptedWidget, signed } from '../testing/scriptedWidget.ts'

const undo: (() => void)[] = []
afterEach(() => {
  for (const run of undo.splice(0)) run()
})

const prepared = {
  siwe: message,
  jwk: { kty: 'OKP', d: 'private' },
  spaceId: 'space',
  verificationMethod: 'did:key:z6Mk',
}
const willing: Partial<Script> = { connect: async () => account, signSiwe: async () => signed }

/** The steps in their order, each with the state of the dialog. */
function setup(script: Partial<Script> = willing, { version = 3 } = {}) {
  const log: string[] = []
  const clock = fakeClock()
  let frame: FakeFrame | undefined
  const page = fakePage({
    onOpen(opened) {
      frame = opened
      const widget = scriptedWidget(opened, script, { version })
      undo.push(widget.close)
      queueMicrotask(() => widget.sayHello({ versions: [version] }))
    },
  })
  const note = (step: string) => log.push(`${step}, dialog ${frame?.isShown ? 'open' : 'closed'}`)
  const auth = {
    async prepareSessionForSigning() {
      note('prepare')
      return { prepared, keyId: 'session-1', jwk: prepared.jwk, address: account.address, chainId: 1 }
    },
    signInWithPreparedSession: vi.fn(async (_: typeof prepared, signature: string, keyId: string, jwk: object) => {
      note('activate')
      return { signature, keyId, jwk }
    }),
  }
  const openkey = composeOpenKey({
    options: { widgetUrl: 'https://openkey.example/', appName: 'Notes' },
    page,
    connections: () => [],
    clock,
    doctor: async () => [],
  })
  undo.push(openkey.destroy)
  return { openkey, auth, log, clock, leave: () => frame?.options.onDismiss?.('escape'), frame: () => frame }
}

describe('signIn', () => {
  test('connects, prepares, signs and activates, in one dialog that closes before activation', async () => {
    const { openkey, auth, log } = setup()
    expect(await openkey.signIn(auth)).toEqual({
      session: { signature: signed.signature, keyId: 'session-1', jwk: prepared.jwk },
      bootstrap: { status: 'skipped' },
    })
    expect(log).toEqual(['prepare, dialog open', 'activate, dialog closed'])
  })

  test('S7: gives the widget the message only, never the session key', async () => {
    const inputs: unknown[] = []
    const signSiwe: Script['signSiwe'] = async (input) => {
      inputs.push(input)
      return signed
    }
    const { openkey, auth } = setup({ ...willing, signSiwe })
    await openkey.signIn(auth)
    expect(inputs).toMatchObject([{ message, keyId: 'key-1' }])
    expect(JSON.stringify(inputs)).not.toContain('private')
  })

  test('S3: has the message signed that was prepared after the user chose permissions, in one dialog', async () => {
    const inputs: unknown[] = []
    const narrowing = { removed: [{ resource: 'urn:a:b', ability: 'kv/put' }] }
    const narrowed = `${message}\nNarrowed`
    const signSiwe: Script['signSiwe'] = async (input) => {
      inputs.push(input)
      return input.message === message ? narrowing : { ...signed, message: narrowed }
    }
    const { openkey, auth, log } = setup({ ...willing, signSiwe })
    const narrowSession = vi.fn(async () => {
      log.push('narrow')
      return { prepared: { ...prepared, siwe: narrowed }, keyId: 'session-2', jwk: prepared.jwk }
    })
    expect(await openkey.signIn({ ...auth, narrowSession })).toMatchObject({ session: { keyId: 'session-2' } })
    expect(inputs).toMatchObject([
      { message, canNarrow: true },
      { message: narrowed, canNarrow: true },
    ])
    expect(narrowSession).toHaveBeenCalledExactlyOnceWith(message, narrowing)
    expect(log).toEqual(['prepare, dialog open', 'narrow', 'activate, dialog closed'])
  })

  test.for([1, 2])('offers no choice to a widget of version %i, which would reject the request', async (version) => {
    const inputs: unknown[] = []
    const signSiwe: Script['signSiwe'] = async (input) => {
      inputs.push(input)
      return signed
    }
    const { openkey, auth } = setup({ ...willing, signSiwe }, { version })
    await openkey.signIn({ ...auth, narrowSession: vi.fn() })
    expect(inputs).toEqual([{ requestId: expect.any(String), message, keyId: 'key-1' }])
  })

  test('offers no choice if the web-sdk cannot prepare again, and rejects one that the widget makes up', async () => {
    const inputs: unknown[] = []
    const signSiwe: Script['signSiwe'] = async (input) => {
      inputs.push(input)
      return { removed: [] }
    }
    const { openkey, auth } = setup({ ...willing, signSiwe })
    const failed = { code: 'signature_invalid', details: { field: 'message' } }
    expect(await rejectionOf(openkey.signIn(auth))).toMatchObject(failed)
    expect(inputs).toEqual([{ requestId: expect.any(String), message, keyId: 'key-1' }])
    expect(auth.signInWithPreparedSession).not.toHaveBeenCalled()
  })

  test('passes a failure to prepare again on, and closes the dialog', async () => {
    const { openkey, auth, frame } = setup({ ...willing, signSiwe: async () => ({ removed: [] }) })
    const narrowSession = () => Promise.reject(new TypeError('no key'))
    expect(await rejectionOf(openkey.signIn({ ...auth, narrowSession }))).toEqual(new TypeError('no key'))
    expect(frame()?.isShown).toBe(false)
  })

  test('activates nothing when the user dismisses the dialog during preparation', async () => {
    const { openkey, auth, leave, frame } = setup()
    const prepare = auth.prepareSessionForSigning
    auth.prepareSessionForSigning = async () => {
      leave()
      return prepare()
    }
    expect(await rejectionOf(openkey.signIn(auth))).toMatchObject({ code: 'user_rejected', details: { how: 'escape' } })
    expect(auth.signInWithPreparedSession).not.toHaveBeenCalled()
    expect(frame()?.isShown).toBe(false)
  })

  test('S13: rejects with destroyed during preparation', async () => {
    const { openkey, auth, log } = setup()
    auth.prepareSessionForSigning = () => {
      log.push('prepare')
      return new Promise(() => {})
    }
    const failed = rejectionOf(openkey.signIn(auth))
    await expect.poll(() => log).toEqual(['prepare'])
    openkey.destroy()
    expect(await failed).toMatchObject({ code: 'destroyed' })
  })

  test('S13: times out as a whole, and cancels the open request', async () => {
    const { openkey, auth, clock, log } = setup({ connect: async () => account })
    const failed = rejectionOf(openkey.signIn(auth, { timeoutMs: 10_000 }))
    await expect.poll(() => log).toHaveLength(1)
    clock.sleep(10_000)
    clock.advance(1_000)
    expect(await failed).toMatchObject({ code: 'timeout' })
    await expect.poll(() => clock.pending()).toBe(0)
    expect(auth.signInWithPreparedSession).not.toHaveBeenCalled()
  })

  test('passes errors of the web-sdk on, and closes the dialog', async () => {
    const { openkey, auth, frame } = setup()
    auth.signInWithPreparedSession.mockRejectedValue(new TypeError('node down'))
    expect(await rejectionOf(openkey.signIn(auth))).toEqual(new TypeError('node down'))
    expect(frame()?.isShown).toBe(false)
  })
})

describe('signer', () => {
  test('connects on first use, and signs SIWE messages', async () => {
    const connect = vi.fn(async () => account)
    const { signer } = setup({ ...willing, connect }).openkey
    expect(connect).not.toHaveBeenCalled()
    expect([await signer.getAddress(), await signer.getChainId()]).toEqual([account.address, 1])
    expect(await signer.signMessage(message)).toBe(signed.signature)
    expect(connect).toHaveBeenCalledOnce()
  })

  test.for(['getAddress', 'getChainId'] as const)('S13: cancels %s by its signal', async (method) => {
    const { signer } = setup({}).openkey
    const stop = new AbortController()
    const failed = rejectionOf(signer[method]({ signal: stop.signal }))
    stop.abort()
    expect(await failed).toMatchObject({ code: 'aborted' })
  })

  test('S13: cancels a signature by its timeout', async () => {
    const { openkey, clock } = setup({})
    const failed = rejectionOf(openkey.signer.signMessage(message, { timeoutMs: 1_000 }))
    clock.advance(1_000)
    expect(await failed).toMatchObject({ code: 'timeout' })
  })

  test('S1: rejects any other text', async () => {
    const { signer } = setup().openkey
    expect(await rejectionOf(signer.signMessage('hello'))).toMatchObject({ code: 'siwe_malformed' })
  })
})
