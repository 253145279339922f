import { afterAll, describe, expect, test } from 'vitest'
import { type Bench, freshEmail, openBench } from '../../fixtures/environment/startEnvironment.ts'
import { changedFiles, previousRelease } from '../../fixtures/packages/release/previousRelease.ts'
import { createHostPage } from '../../fixtures/pages/hostPage.ts'
import { signInMessage } from '../../fixtures/pages/messages/signInMessage.ts'
import { buildPage } from '../../fixtures/pages/serving/buildPage.ts'
import { servePage } from '../../fixtures/pages/serving/servePage.ts'

const undo: (() => Promise<void>)[] = []
afterAll(async () => {
  for (const run of undo.reverse()) await run()
})

async function open(options: Parameters<typeof openBench>[0] = {}): Promise<Bench> {
  const bench = await openBench(options)
  undo.push(bench.stop)
  return bench
}

/** Connects and signs on a page at this origin. */
async function signInOn(origin: string, bench: Bench): Promise<unknown> {
  const visitor = await bench.newVisitor()
  const host = await createHostPage({ ...visitor, origin, widgetUrl: bench.playground.widgetUrl })
  await host.startConnect()
  await host.widget.connectByEmail(freshEmail(), bench.codeFor)
  await host.startSign(signInMessage({ address: await host.address(), domain: new URL(origin).host }))
  await host.widget.grant('Sign in')
  return host.outcome()
}
const signed = { ok: true, value: { signature: expect.stringMatching(/^0x[0-9a-f]{130}$/) } }

describe('the release before', () => {
  test('is what was shipped, byte for byte', () => {
    expect(changedFiles()).toEqual([])
  })

  test('an app that still has its SDK signs in with this widget', async () => {
    const bench = await open()
    const page = await servePage(await buildPage('host', { '@openkey/host-sdk': previousRelease.hostSdk }))
    undo.push(page.stop)
    expect(await signInOn(`http://localhost:${page.port}`, bench)).toMatchObject(signed)
  })

  test('an app that has this SDK signs in with its widget', async () => {
    const bench = await open({ widgetDist: previousRelease.widget })
    const page = await servePage(await buildPage('host'))
    undo.push(page.stop)
    expect(await signInOn(`http://localhost:${page.port}`, bench)).toMatchObject(signed)
  })
})
