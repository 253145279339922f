import { OpenKeyError, packageVersion as version } from '@openkey/protocol'
import { describe, expect, test, vi } from 'vitest'
import { createOpenKey } from '../createOpenKey.ts'
import type { OpenKey } from '../openKey.ts'
import type { OpenKeyOptions } from '../options.ts'
import { type InstallOptions, installScript } from './installScript.ts'
import { installStub } from './installStub.ts'
import type { OpenKeyGlobal } from './openKeyGlobal.ts'

const data = { widget: 'https://openkey.example/', appName: 'Notes' }
const account = { address: '0x1', chainId: 1, keyId: 'key-1' } as const

/** A page on which the script installs an instance that answers at once. */
function bench(changes: Partial<InstallOptions> = {}) {
  const told: unknown[] = []
  const page: { OpenKey?: OpenKeyGlobal } = {}
  const create = (options: OpenKeyOptions): OpenKey => ({
    // On a server every call fails, and nothing happens: the rest of an instance as it is.
    ...createOpenKey(options),
    connect: async () => account,
    preload: () => told.push('preloaded'),
  })
  const install = (more: Partial<InstallOptions> = {}) =>
    installScript({
      page,
      data,
      widgets: [],
      create,
      warn: (text) => told.push(text),
      report: (error) => told.push(error),
      ...changes,
      ...more,
    })
  return { page, told, install, loaded: () => page.OpenKey as OpenKeyGlobal }
}

/** Node has neither. */
function withStub<Page extends { OpenKey?: unknown }>(page: Page): Page {
  vi.stubGlobal('document', new EventTarget())
  installStub(page)
  vi.unstubAllGlobals()
  return page
}

describe('installScript', () => {
  test('installs the configured instance, its version and a factory', async () => {
    const { install, loaded } = bench()
    install()
    expect(loaded().version).toBe(version)
    expect(await loaded().connect()).toBe(account)
    expect(await loaded().create({ widgetUrl: data.widget, appName: 'Other' }).connect()).toBe(account)
  })

  test('shows the account of now, not of when it was installed', () => {
    let known: typeof account | undefined
    const create = (options: OpenKeyOptions): OpenKey =>
      Object.defineProperty(createOpenKey(options), 'account', { get: () => known })
    const { page, install, loaded } = bench({ create })
    withStub(page)
    install()
    expect(loaded().account).toBeUndefined()
    known = account
    expect(loaded().account).toBe(account)
  })

  test('S13: makes the recorded calls in order, and settles each', async () => {
    const { page, told, install, loaded } = bench()
    withStub(page)
    const stub = loaded()
    const calls = [stub.preload(), stub.connect(), stub.signSiwe({ message: '' })]
    expect(told).toEqual([])
    install()
    expect(await Promise.allSettled(calls)).toEqual([
      { status: 'fulfilled', value: 1 },
      { status: 'fulfilled', value: account },
      { status: 'rejected', reason: expect.objectContaining({ code: 'presentation_unavailable' }) },
    ])
  })

  test('serves code that took a method of the stub before', async () => {
    const { page, install, loaded } = bench()
    withStub(page)
    const { connect } = loaded()
    const held = loaded()
    install()
    expect(await connect()).toBe(account)
    expect(held).toBe(loaded())
    expect(held.version).toBe(version)
  })

  test('does nothing when it is loaded again', () => {
    const { told, install, loaded } = bench()
    install()
    const { connect } = loaded()
    install({ data: { widget: 'https://elsewhere.example/', appName: 'Other' } })
    expect(loaded().connect).toBe(connect)
    expect(told).toEqual([])
  })

  const elsewhere = 'https://elsewhere.example/'
  const conflict = expect.objectContaining({
    code: 'invalid_params',
    message: `data-widget must be the same in all script elements, not “${data.widget}” in one and “${elsewhere}” in another.`,
    details: { field: 'data-widget', received: elsewhere },
  })

  test('S20: exposes its widget, so that the element can compare', () => {
    const { install, loaded } = bench({ widgets: [data.widget, data.widget] })
    install()
    expect(loaded().widgetUrl).toBe(data.widget)
  })

  test('S20: rejects calls if two script elements name different widgets', async () => {
    const { told, install, loaded } = bench({ widgets: [data.widget, elsewhere] })
    install()
    await expect(loaded().connect()).rejects.toEqual(conflict)
    expect([told, loaded().widgetUrl]).toEqual([[conflict], undefined])
  })

  test('S20: rejects calls when the second of them is found later', async () => {
    const { told, install, loaded } = bench()
    install({ widgets: [data.widget] })
    expect(await loaded().connect()).toBe(account)
    install({ widgets: [data.widget, elsewhere] })
    await expect(loaded().connect()).rejects.toEqual(conflict)
    expect([told, loaded().widgetUrl]).toEqual([[conflict], undefined])
  })

  test('S20: ignores an element with the id OpenKey', async () => {
    const clobbered = { version: '9.9.9', q: 'text', allowOrigins: [elsewhere] } as unknown as OpenKeyGlobal
    const page: { OpenKey?: OpenKeyGlobal } = Object.create({ OpenKey: clobbered })
    withStub(page)
    expect(page.OpenKey).not.toBe(clobbered)
    bench({ page }).install()
    expect([page.OpenKey?.version, page.OpenKey?.allowOrigins]).toEqual([version, undefined])

    const unstubbed: { OpenKey?: OpenKeyGlobal } = Object.create({ OpenKey: clobbered })
    bench({ page: unstubbed }).install()
    expect([unstubbed.OpenKey?.version, unstubbed.OpenKey?.allowOrigins]).toEqual([version, undefined])
  })

  test('keeps the origins that a script has listed before it loads', () => {
    const { page, install, loaded } = bench()
    withStub(page)
    loaded().allowOrigins = ['https://api.example']
    install()
    expect(loaded().allowOrigins).toEqual(['https://api.example'])
  })

  test('warns when another version is there', () => {
    const { page, told, install, loaded } = bench()
    install()
    page.OpenKey = { ...loaded(), version: '0.0.9' }
    install()
    expect(loaded().version).toBe('0.0.9')
    expect(told).toEqual([`OpenKey 0.0.9 is already loaded; version ${version} is ignored.`])
  })

  test('rejects each call with the invalid attribute', async () => {
    const { told, install, loaded } = bench({ data: { ...data, theme: 'blue' } })
    install()
    const refusal = expect.objectContaining({
      code: 'invalid_params',
      details: { field: 'data-theme', received: 'blue' },
    })
    await expect(loaded().connect()).rejects.toEqual(refusal)
    await expect(loaded().signer.getAddress()).rejects.toEqual(refusal)
    expect(told).toEqual([refusal])
    expect(told[0]).toBeInstanceOf(OpenKeyError)
  })

  test('offers create without attributes, and rejects other calls without a report', async () => {
    const { told, install, loaded } = bench({ data: {} })
    install()
    await expect(loaded().connect()).rejects.toMatchObject({ details: { field: 'data-widget' } })
    expect(await loaded().create({ widgetUrl: data.widget, appName: 'Other' }).connect()).toBe(account)
    expect(told).toEqual([])
  })
})
