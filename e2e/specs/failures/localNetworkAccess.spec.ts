import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { freshEmail, startEnvironment, type TestEnvironment } from '../../fixtures/environment/startEnvironment.ts'
import { createHostPage, type HostPage } from '../../fixtures/pages/hostPage.ts'
import { plainMessage } from '../../fixtures/pages/messages/signInMessage.ts'
import { createPageServers, type PageServers } from '../../fixtures/pages/serving/pageServers.ts'
import { serveAt } from '../../fixtures/pages/serving/serveAt.ts'
import { openWidgetWindow } from '../../fixtures/widget/openWidgetWindow.ts'

/** A page of a public origin, with a widget and a key endpoint on this device, which Chromium 142 and later protect. */
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

const origin = 'https://app.example'

/** Opens the test app in a profile of its own. Without a user who could be asked, Chromium denies the permission. */
async function open({ isGranted = false, headers = {} }: { isGranted?: boolean; headers?: Record<string, string> }) {
  const visitor = await environment.newVisitor()
  if (isGranted) await visitor.context.grantPermissions(['local-network-access'], { origin })
  await serveAt(visitor.page, origin, await servers.serve(headers))
  const host = await createHostPage({ ...visitor, origin, widgetUrl: environment.playground.widgetUrl })
  await host.page.evaluate(() => window.create({ presentation: 'dialog', connectTimeoutMs: 4_000 }))
  return host
}

function diagnose({ page }: HostPage) {
  return page.evaluate(() => window.openkey.diagnose())
}

describe('a page of a public origin whose widget is on this device', () => {
  test('shows the first screen of an unknown page where the user has permitted it, and the doctor finds nothing', async () => {
    const host = await open({ isGranted: true })
    await host.page.evaluate(() => window.create({ connectTimeoutMs: 30_000 }))
    expect(await diagnose(host)).toEqual([])
    await host.startConnect()
    await host.widget.button('Continue in a window').waitFor()
  })

  test('signs in the frame, which reaches the key endpoint on this device as well', async () => {
    const host = await open({ isGranted: true })
    await host.page.evaluate(() => window.create({ presentation: 'dialog', connectTimeoutMs: 30_000 }))
    await host.startConnect()
    const opened = await openWidgetWindow(host.page, () => host.widget.button('Continue in a window').click())
    await opened.connectByEmail(freshEmail(), environment.codeFor)
    const address = await host.address()
    await host.startSign(plainMessage({ address, domain: 'app.example' }, { uri: `${origin}/` }))
    await host.widget.grant('Sign in')
    expect(await host.outcome()).toMatchObject({ ok: true, value: { address } })
  })

  test('has frame_blocked where the browser denies it, and the doctor says why', async () => {
    const host = await open({})
    await host.startConnect()
    expect(await host.outcome()).toMatchObject({ ok: false, code: 'frame_blocked' })
    const { widgetUrl } = environment.playground
    expect(await diagnose(host)).toEqual([
      {
        code: 'frame_blocked',
        problem: `The page is not on this device, but its widget is: ${new URL(widgetUrl).origin}. The browser has denied that permission.`,
        fix: 'Serve the widget and its key endpoint over https from a public address, or allow app.example to reach apps on this device (local network access) in the browser’s settings for the site.',
        severity: 'error',
      },
    ])
  })

  test.for(['loopback-network', 'local-network-access'])(
    'is told by the doctor that its policy forbids it: %s',
    async (feature) => {
      const host = await open({ isGranted: true, headers: { 'permissions-policy': `${feature}=()` } })
      const widget = new URL(environment.playground.widgetUrl).origin
      expect(await diagnose(host)).toContainEqual({
        code: 'frame_blocked',
        problem: `The page is not on this device, but its widget is: ${widget}. A policy of the page forbids the connection: ${feature}`,
        fix: `Permissions-Policy: ${feature}=(self "${widget}")`,
        severity: 'error',
      })
    },
  )
})
