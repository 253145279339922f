import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type FrameWatch, watchFrame } from '../../fixtures/asserts/watchFrame.ts'
import { freshEmail, startEnvironment, type TestEnvironment } from '../../fixtures/environment/startEnvironment.ts'
import { createHostPage, type HostPage } from '../../fixtures/pages/hostPage.ts'
import { signInMessage } from '../../fixtures/pages/messages/signInMessage.ts'
import { createPageServers, type PageServers } from '../../fixtures/pages/serving/pageServers.ts'

let environment: TestEnvironment
let servers: PageServers
beforeAll(async () => {
  environment = await startEnvironment()
  servers = await createPageServers('host')
})
afterAll(async () => {
  await servers?.stop()
  await environment?.stop()
})

type StrictHost = HostPage & { readonly watch: FrameWatch; readonly domain: string }

/** The test app, served with headers of its own. */
async function openHost(headers: Readonly<Record<string, string>>): Promise<StrictHost> {
  const origin = await servers.serve(headers)
  const { widgetUrl } = environment.playground
  const visitor = await environment.newVisitor()
  const watch = await watchFrame(visitor.page, widgetUrl)
  return { ...(await createHostPage({ ...visitor, origin, widgetUrl })), watch, domain: new URL(origin).host }
}

/** Connects by email code, past the offer of a passkey where there is one, and signs by a press. */
async function connectAndSign(host: StrictHost, comeIn: 'connectByEmail' | 'enterByEmail' = 'connectByEmail') {
  await host.startConnect()
  await host.widget[comeIn](freshEmail(), environment.codeFor)
  expect(await host.outcome()).toMatchObject({ ok: true, value: { chainId: 1 } })
  const address = await host.address()
  const message = signInMessage({ address, domain: host.domain })
  await host.startSign(message)
  await host.widget.grant('Sign in')
  expect(await host.outcome()).toMatchObject({ ok: true, value: { address, message } })
}

describe('a page with the strictest policy', () => {
  const policy = () =>
    [
      "default-src 'none'",
      "script-src 'self' 'nonce-c3RyaWN0'",
      "style-src 'self'",
      `frame-src ${environment.playground.widgetUrl}`,
      "require-trusted-types-for 'script'",
    ].join('; ')

  test('S9: connects and signs, and neither side breaks its policy or complains', async () => {
    const host = await openHost({ 'content-security-policy': policy() })
    await connectAndSign(host)
    const allow = await host.page.locator('openkey-widget iframe').getAttribute('allow')
    // The widget of this environment is on loopback, which browsers let no frame reach that was not passed the
    // permission.
    expect(allow?.split('; ').map((feature) => feature.split(' ')[0])).toEqual([
      'publickey-credentials-get',
      'publickey-credentials-create',
      'clipboard-write',
      'local-network-access',
      'loopback-network',
    ])
    expect(host.watch.violations).toEqual([])
    expect(host.watch.complaints).toEqual([])
    await host.context.close()
  })

  test('S9: would have been caught breaking it', async () => {
    const host = await openHost({ 'content-security-policy': policy() })
    await host.page.evaluate(() => {
      document.body.setAttribute('style', 'color: red')
      try {
        document.body.innerHTML = '<p>'
      } catch {}
    })
    await expect
      .poll(() => host.watch.violations.toSorted())
      .toEqual(['require-trusted-types-for trusted-types-sink', 'style-src-attr inline'])
    await host.context.close()
  })
})

describe('a cross-origin isolated page', () => {
  const isolated = { 'cross-origin-opener-policy': 'same-origin', 'cross-origin-embedder-policy': 'require-corp' }

  test('connects and signs in the frame', async () => {
    const host = await openHost(isolated)
    expect(await host.page.evaluate(() => crossOriginIsolated)).toBe(true)
    await connectAndSign(host)
    expect(host.watch.complaints).toEqual([])
    await host.context.close()
  })

  test('S13: opens no window, and reports the header that would keep it from answering', async () => {
    const host = await openHost(isolated)
    await host.page.evaluate(() => {
      window.create({ presentation: 'window' })
      window.start(() => window.openkey.connect())
    })
    expect(await host.outcome()).toMatchObject({
      ok: false,
      code: 'opener_severed',
      details: { field: 'Cross-Origin-Opener-Policy', expected: 'same-origin-allow-popups', received: 'same-origin' },
    })
    expect(host.context.pages()).toHaveLength(1)
    await host.context.close()
  })
})

describe('an older browser', () => {
  let known: HostPage
  beforeAll(async () => {
    known = await environment.newHostPage()
    await known.startConnect()
    await known.widget.connectByEmail(freshEmail(), environment.codeFor)
    await known.address()
  })

  /** The page of somebody who is known to it, in a browser without these, in page and frame alike. */
  async function openWithout(paths: readonly string[]): Promise<HostPage> {
    const page = await known.context.newPage()
    await page.addInitScript((paths) => {
      for (const path of paths) {
        const names = path.split('.')
        const name = names.pop() ?? ''
        let owner = names.reduce<object>((at, name) => Reflect.get(at, name), window)
        while (!Object.hasOwn(owner, name)) owner = Object.getPrototypeOf(owner)
        Reflect.deleteProperty(owner, name)
      }
    }, paths)
    const { widgetUrl } = environment.playground
    return createHostPage({ ...known, page, origin: known.origin, widgetUrl })
  }

  async function signIn(host: HostPage) {
    const address = await known.address()
    const message = signInMessage({ address, domain: new URL(known.origin).host })
    await host.startSign(message)
    await host.widget.grant('Sign in')
    expect(await host.outcome()).toMatchObject({ ok: true, value: { address, message } })
    await host.page.close()
  }

  test.for([
    [
      'what scripts gained since 2022',
      ['URL.canParse', 'AbortSignal.any', 'Array.prototype.toSorted', 'Object.groupBy'],
    ],
    ['promises with resolvers, weak references', ['Promise.withResolvers', 'WeakRef', 'FinalizationRegistry']],
    ['fields and states of elements', ['ElementInternals', 'CustomStateSet', 'Element.prototype.moveBefore']],
    ['locks, activation and idle time', ['navigator.locks', 'navigator.userActivation', 'requestIdleCallback']],
    ['version 2 of IntersectionObserver', ['IntersectionObserverEntry.prototype.isVisible']],
    [
      'what reports visibility, zoom, views and permissions',
      [
        'Element.prototype.checkVisibility',
        'Element.prototype.currentCSSZoom',
        'visualViewport',
        'navigator.permissions',
      ],
    ],
    ['trusted types, the clipboard, other tabs', ['trustedTypes', 'navigator.clipboard', 'BroadcastChannel']],
    ['passkeys at all', ['PublicKeyCredential', 'navigator.credentials']],
    ['passkeys as JSON, streams of text', ['PublicKeyCredential.parseCreationOptionsFromJSON', 'TextDecoderStream']],
  ] as const)('signs in without %s', async ([, paths]) => {
    await signIn(await openWithout(paths))
  })

  test.for([
    'document.adoptedStyleSheets',
    'CSSStyleSheet',
    'CSSStyleSheet.prototype.replaceSync',
    'HTMLDialogElement',
    'crypto.randomUUID',
    'Object.hasOwn',
    'AbortSignal.timeout',
    'structuredClone',
    'Array.prototype.at',
    'IntersectionObserver',
    'ResizeObserver',
  ])('S13: says at once that it cannot without %s', async (path) => {
    const host = await openWithout([path])
    await host.startConnect()
    const outcome = await host.outcome()
    expect(outcome).toMatchObject({ ok: false, isError: true, code: 'presentation_unavailable' })
    expect(outcome).toMatchObject({ message: expect.stringMatching(/^This browser is too old: it lacks [\w.]+\.$/) })
    await host.page.close()
  })
})

describe('a page that may not use passkeys', () => {
  test('signs in by email code, and is offered none', async () => {
    const host = await openHost({
      'permissions-policy': 'publickey-credentials-get=(), publickey-credentials-create=()',
    })
    await connectAndSign(host, 'enterByEmail')
    await host.context.close()
  })

  test('reports that it cannot use the requested passkey, and offers the other method', async () => {
    const host = await openHost({ 'permissions-policy': 'publickey-credentials-get=()' })
    await host.startConnect()
    await host.widget.grant('Continue with passkey')
    await host.widget.button('Continue with email').waitFor()
    await host.widget.connectByEmail(freshEmail(), environment.codeFor)
    expect(await host.outcome()).toMatchObject({ ok: true })
    await host.context.close()
  })
})
