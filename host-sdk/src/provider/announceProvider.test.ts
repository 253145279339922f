import { afterEach, describe, expect, test, vi } from 'vitest'
import { fakeOpenKey } from '../testing/fakeOpenKey.ts'
import { announceProvider } from './announceProvider.ts'
import { createProvider } from './createProvider.ts'

afterEach(() => vi.unstubAllGlobals())

type Detail = { readonly info: Readonly<Record<string, string>>; readonly provider: unknown }

/** A page's window, and who has been announced on it. */
function scene() {
  const target = new EventTarget()
  const heard: Detail[] = []
  target.addEventListener('eip6963:announceProvider', (event) => {
    if (event instanceof CustomEvent) heard.push(event.detail)
  })
  const request = () => target.dispatchEvent(new Event('eip6963:requestProvider'))
  return { target, heard, request, provider: createProvider(fakeOpenKey()) }
}

describe('announceProvider', () => {
  test('announces at once, and to whoever asks later', () => {
    const { target, heard, request, provider } = scene()
    announceProvider(provider, { target })
    request()
    expect(heard).toHaveLength(2)
    expect(heard[0]).toEqual({
      info: {
        uuid: expect.stringMatching(/^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/),
        name: 'OpenKey',
        icon: expect.stringMatching(/^data:image\/svg\+xml,%3Csvg [^<>#"]+%3C\/svg%3E$/),
        rdns: 'so.openkey',
      },
      provider,
    })
    expect(heard[0]?.provider).toBe(provider)
    expect(heard[1]).toEqual(heard[0])
  })

  test('announces what nobody can change', () => {
    const { target, heard, provider } = scene()
    announceProvider(provider, { target })
    expect([Object.isFrozen(heard[0]), Object.isFrozen(heard[0]?.info)]).toEqual([true, true])
  })

  test('param: name, icon, rdns and uuid', () => {
    const { target, heard, provider } = scene()
    const info = { name: 'Notes', icon: 'data:image/png,', rdns: 'example.notes', uuid: 'an id' } as const
    announceProvider(provider, { ...info, target })
    expect(heard).toEqual([{ info, provider }])
  })

  test('returns its undo', () => {
    const { target, heard, request, provider } = scene()
    announceProvider(provider, { target })()
    request()
    expect(heard).toHaveLength(1)
  })

  test('lists a provider once that is announced several times, until the last of them is undone', () => {
    const { target, heard, request, provider } = scene()
    const [undo, again] = [announceProvider(provider, { target }), announceProvider(provider, { target })]
    request()
    expect(heard).toHaveLength(2)
    expect(heard[1]).toEqual(heard[0])
    undo()
    undo()
    request()
    expect(heard).toHaveLength(3)
    again()
    request()
    expect(heard).toHaveLength(3)
  })

  test('keeps its id when it is announced, undone and announced again, as components are that mount twice', () => {
    const { target, heard, request, provider } = scene()
    announceProvider(provider, { target })()
    const undo = announceProvider(provider, { target })
    undo()
    announceProvider(provider, { target })
    request()
    expect(new Set(heard.map(({ info }) => info.uuid)).size).toBe(1)
    expect(heard).toHaveLength(4)
  })

  test('takes a module that runs again for the same wallet: one id, and the newest provider', () => {
    const { target, heard, request, provider } = scene()
    const undo = announceProvider(provider, { target })
    const replaced = createProvider(fakeOpenKey())
    announceProvider(replaced, { target })
    undo()
    request()
    expect(heard.map(({ info, provider }) => [info.uuid === heard[0]?.info.uuid, provider])).toEqual([
      [true, provider],
      [true, replaced],
      [true, replaced],
    ])
  })

  test('lists what the newest has replaced, once that is undone', () => {
    const { target, heard, request, provider } = scene()
    announceProvider(provider, { target })
    announceProvider(createProvider(fakeOpenKey()), { target })()
    request()
    expect(heard.at(-1)).toEqual(heard[0])
    expect(heard.at(-1)?.provider).toBe(provider)
  })

  test('finds what another copy of this module has announced', async () => {
    const { target, heard, request, provider } = scene()
    announceProvider(provider, { target })
    vi.resetModules()
    const copy = await import('./announceProvider.ts')
    expect(copy.announceProvider).not.toBe(announceProvider)
    copy.announceProvider(provider, { target })
    request()
    expect(heard).toEqual([heard[0], heard[0]])
  })

  test('lists wallets of other names, domains or ids beside each other', () => {
    const { target, heard, provider } = scene()
    announceProvider(provider, { target })
    announceProvider(provider, { target, name: 'OpenKey, for work' })
    announceProvider(provider, { target, rdns: 'example.notes' })
    announceProvider(provider, { target, uuid: 'an id' })
    expect(new Set(heard.map(({ info }) => info.uuid)).size).toBe(4)
  })

  test('announces on the page’s window', () => {
    const { target, heard, provider } = scene()
    vi.stubGlobal('window', target)
    announceProvider(provider)
    expect(heard).toHaveLength(1)
  })

  test('does nothing on a server', () => {
    expect(() => announceProvider(scene().provider)()).not.toThrow()
  })

  test('draws no random number where there is no page: a worker allows none while it starts', () => {
    const randomUUID = vi.fn()
    vi.stubGlobal('crypto', { randomUUID })
    announceProvider(scene().provider)()
    vi.stubGlobal('window', {})
    announceProvider(scene().provider)()
    expect(randomUUID).not.toHaveBeenCalled()
  })

  test('does nothing on a page that is not secure', () => {
    const { target, heard, provider } = scene()
    vi.stubGlobal('crypto', {})
    announceProvider(provider, { target })()
    expect(heard).toEqual([])
  })
})
