import { afterAll, describe, expect, test } from 'vitest'
import { freshEmail, startEnvironment, type TestEnvironment } from '../../fixtures/environment/startEnvironment.ts'
import { changedFiles, previousRelease } from '../../fixtures/packages/release/previousRelease.ts'
import { createHostPage } from '../../fixtures/pages/hostPage.ts'
import { signInMessage } from '../../fixtures/pages/messages/signInMessage.ts'
import { buildPage } from '../../fixtures/pages/serving/buildPage.ts'
import { servePage } from '../../fixtures/pages/serving/servePage.ts'

const undo: (() => Promise<void>)[] = []
afterAll(async () => {
  for (const run of undo.reverse()) await run()
})

async function open(options: Parameters<typeof startEnvironment>[0] = {}): Promise<TestEnvironment> {
  const environment = await startEnvironment(options)
  undo.push(environment.stop)
  return environment
}

/** Connects and signs on a page at this origin. */
async function signInOn(origin: string, environment: TestEnvironment): Promise<unknown> {
  const visitor = await environment.newVisitor()
  const host = await createHostPage({ ...visitor, origin, widgetUrl: environment.playground.widgetUrl })
  await host.startConnect()
  await host.widget.connectByEmail(freshEmail(), environment.codeFor)
  await host.startSign(signInMessage({ address: await host.address(), domain: new URL(origin).host }))
  await host.widget.grant('Sign in')
  return host.outcome()
}
const signed = { ok: true, value: { signature: expect.stringMatching(/^0x[0-9a-f]{130}$/) } }

describe('the release before', () => {
  test('is what was shipped, byte for byte', () => {
    expect(changedFiles()).toEqual([])
  })

  test('an app with its SDK signs in with this widget', async () => {
    const environment = await open()
    const page = await servePage(await buildPage('host', { '@openkey/host-sdk': previousRelease.hostSdk }))
    undo.push(page.stop)
    expect(await signInOn(`http://localhost:${page.port}`, environment)).toMatchObject(signed)
  })

  test('an app with this SDK signs in with its widget', async () => {
    const environment = await open({ widgetDist: previousRelease.widget })
    const page = await servePage(await buildPage('host'))
    undo.push(page.stop)
    expect(await signInOn(`http://localhost:${page.port}`, environment)).toMatchObject(signed)
  })

  test('its widget shows nothing for a silent connect of this SDK, which it does not know', async () => {
    const environment = await open({ widgetDist: previousRelease.widget })
    const page = await servePage(await buildPage('host'))
    undo.push(page.stop)
    const { widgetUrl } = environment.playground
    const host = await createHostPage({
      ...(await environment.newVisitor()),
      origin: `http://localhost:${page.port}`,
      widgetUrl,
    })
    await host.startConnect({ silent: true })
    expect(await host.outcome()).toMatchObject({ ok: false, code: 'unsupported_method' })
    expect(await host.widget.isShown()).toBe(false)
    await host.startConnect()
    await host.widget.connectByEmail(freshEmail(), environment.codeFor)
    expect(await host.outcome()).toMatchObject({ ok: true })
  })
})
