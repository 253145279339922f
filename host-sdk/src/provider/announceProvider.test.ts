import { afterEach, describe, expect, test, vi } from 'vitest'
import { fakeOpenKey } from '../testing/fakeOpenKey.ts'
import { announceProvider } from './announceProvider.ts'
import { createProvider } from './createProvider.ts'

afterEach(() => vi.unstubAllGlobals())

type Detail = { readonly info: Readonly<Record<string, string>>; readonly provider: unknown }

/** A page's window, and who has been announced on it. */
function setup() {
  const target = new EventTarget()
  const events: Detail[] = []
  target.addEventListener('eip6963:announceProvider', (event) => {
    if (event instanceof CustomEvent) events.push(event.detail)
  })
  const request = () => target.dispatchEvent(new Event('eip6963:requestProvider'))
  return { target, events, request, provider: createProvider(fakeOpenKey()) }
}

describe('announceProvider', () => {
  test('announces at once, and on request', () => {
    const { target, events, request, provider } = setup()
    announceProvider(provider, { target })
    request()
    expect(events).toHaveLength(2)
    expect(events[0]).toEqual({
      info: {
        uuid: expect.stringMatching(/^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/),
        name: 'OpenKey',
        icon: expect.stringMatching(/^data:image\/svg\+xml,%3Csvg [^<>#"]+%3C\/svg%3E$/),
        rdns: 'so.openkey',
      },
      provider,
    })
    expect(events[0]?.provider).toBe(provider)
    expect(events[1]).toEqual(events[0])
  })

  test('announces frozen details', () => {
    const { target, events, provider } = setup()
    announceProvider(provider, { target })
    expect([Object.isFrozen(events[0]), Object.isFrozen(events[0]?.info)]).toEqual([true, true])
  })

  test('param: name, icon, rdns and uuid', () => {
    const { target, events, provider } = setup()
    const info = { name: 'Notes', icon: 'data:image/png,', rdns: 'example.notes', uuid: 'an id' } as const
    announceProvider(provider, { ...info, target })
    expect(events).toEqual([{ info, provider }])
  })

  test('returns a function that stops announcing', () => {
    const { target, events, request, provider } = setup()
    announceProvider(provider, { target })()
    request()
    expect(events).toHaveLength(1)
  })

  test('lists a provider once if it is announced several times, until the last announcement is withdrawn', () => {
    const { target, events, request, provider } = setup()
    const [undo, again] = [announceProvider(provider, { target }), announceProvider(provider, { target })]
    request()
    expect(events).toHaveLength(2)
    expect(events[1]).toEqual(events[0])
    undo()
    undo()
    request()
    expect(events).toHaveLength(3)
    again()
    request()
    expect(events).toHaveLength(3)
  })

  test('keeps its id when it is announced, withdrawn and announced again', () => {
    const { target, events, request, provider } = setup()
    announceProvider(provider, { target })()
    const undo = announceProvider(provider, { target })
    undo()
    announceProvider(provider, { target })
    request()
    expect(new Set(events.map(({ info }) => info.uuid)).size).toBe(1)
    expect(events).toHaveLength(4)
  })

  test('treats a module that runs again as the same wallet, with one id and the newest provider', () => {
    const { target, events, request, provider } = setup()
    const undo = announceProvider(provider, { target })
    const replaced = createProvider(fakeOpenKey())
    announceProvider(replaced, { target })
    undo()
    request()
    expect(events.map(({ info, provider }) => [info.uuid === events[0]?.info.uuid, provider])).toEqual([
      [true, provider],
      [true, replaced],
      [true, replaced],
    ])
  })

  test('lists the replaced provider again when the newest is withdrawn', () => {
    const { target, events, request, provider } = setup()
    announceProvider(provider, { target })
    announceProvider(createProvider(fakeOpenKey()), { target })()
    request()
    expect(events.at(-1)).toEqual(events[0])
    expect(events.at(-1)?.provider).toBe(provider)
  })

  test('shares announcements with another copy of this module', async () => {
    const { target, events, request, provider } = setup()
    announceProvider(provider, { target })
    vi.resetModules()
    const copy = await import('./announceProvider.ts')
    expect(copy.announceProvider).not.toBe(announceProvider)
    copy.announceProvider(provider, { target })
    request()
    expect(events).toEqual([events[0], events[0]])
  })

  test('lists wallets with different names, domains or ids separately', () => {
    const { target, events, provider } = setup()
    announceProvider(provider, { target })
    announceProvider(provider, { target, name: 'OpenKey, for work' })
    announceProvider(provider, { target, rdns: 'example.notes' })
    announceProvider(provider, { target, uuid: 'an id' })
    expect(new Set(events.map(({ info }) => info.uuid)).size).toBe(4)
  })

  test('announces on the page’s window', () => {
    const { target, events, provider } = setup()
    vi.stubGlobal('window', target)
    announceProvider(provider)
    expect(events).toHaveLength(1)
  })

  test('does nothing on a server', () => {
    expect(() => announceProvider(setup().provider)()).not.toThrow()
  })

  test('draws no random number without a page, because workers forbid it while they start', () => {
    const randomUUID = vi.fn()
    vi.stubGlobal('crypto', { randomUUID })
    announceProvider(setup().provider)()
    vi.stubGlobal('window', {})
    announceProvider(setup().provider)()
    expect(randomUUID).not.toHaveBeenCalled()
  })

  test('does nothing on an insecure page', () => {
    const { target, events, provider } = setup()
    vi.stubGlobal('crypto', {})
    announceProvider(provider, { target })()
    expect(events).toEqual([])
  })
})
