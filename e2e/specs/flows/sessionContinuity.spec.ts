import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { freshEmail, startEnvironment, type TestEnvironment } from '../../fixtures/environment/startEnvironment.ts'
import { createHostPage, type HostPage } from '../../fixtures/pages/hostPage.ts'
import { createPageServers } from '../../fixtures/pages/serving/pageServers.ts'
import { openUnknownHost } from '../../fixtures/pages/unknownHost.ts'
import { openWidgetWindow } from '../../fixtures/widget/openWidgetWindow.ts'

/** A deployment that trusts no origin, as a public one: its pages need an approval in a window. */
let environment: TestEnvironment
beforeAll(async () => {
  environment = await startEnvironment({
    widgetPolicy: { approval: { trustLoopback: false }, declines: { limit: 32 } },
  })
})
afterAll(() => environment?.stop())

/** A page whose user has approved it and signed in. */
async function openApproved() {
  const host = await openUnknownHost(environment)
  const opened = await openWidgetWindow(host.page, host.press)
  await opened.connectByEmail(freshEmail(), environment.codeFor)
  await opened.grant('Sign in')
  expect(await host.outcome()).toMatchObject({ ok: true })
  const account = await host.page.evaluate(() => window.openkey.account)
  return { ...host, account }
}

/** Connects silently, and notes whether the user saw or could have seen anything. */
async function connectSilently({ page, startConnect, outcome, widget }: HostPage) {
  const windows = page.context().pages().length
  await startConnect({ silent: true })
  const ended = await outcome()
  const shown = [await widget.isShown(), page.context().pages().length - windows]
  const account = await page.evaluate(() => window.openkey.account)
  const stages = await page.evaluate(() => window.stages)
  return { ended, shown, account, stages }
}
const nothing = [false, 0]

describe('connect({ silent: true }) after a reload', () => {
  test('returns the account that the user shares with the page, and shows nothing', async () => {
    const host = await openApproved()
    expect(host.account).toMatchObject({ address: expect.stringMatching(/^0x/), chainId: 1 })
    await host.reload()
    expect(await host.page.evaluate(() => window.openkey.account)).toBeUndefined()
    const { account } = host
    expect(await connectSilently(host)).toEqual({
      ended: { ok: true, value: account },
      shown: nothing,
      account,
      stages: [],
    })
    // The page signs on as if it had not been reloaded: one press, in the frame.
    await host.press()
    await host.widget.grant('Sign in')
    expect(await host.outcome()).toMatchObject({ ok: true, value: { session: { address: account?.address } } })
  })

  test('S8: rejects alike on a page that nobody approved, whoever is signed in', async () => {
    const { context, authenticator } = await openApproved()
    const { widgetUrl } = environment.playground
    const servers = await createPageServers('host')
    const origin = await servers.serve()
    const seen = async (visitor: Pick<HostPage, 'context' | 'authenticator'>) => {
      const page = await visitor.context.newPage()
      const other = await createHostPage({ ...visitor, page, origin, widgetUrl })
      const seen = await connectSilently(other)
      await page.close()
      return seen
    }
    const known = await seen({ context, authenticator })
    expect(known).toMatchObject({ ended: { ok: false, code: 'unauthorized' }, shown: nothing, stages: [] })
    expect(known).toEqual(await seen(await environment.newVisitor()))
    await servers.stop()
  })

  test('rejects once the page has disconnected', async () => {
    const host = await openApproved()
    await host.page.evaluate(() => window.openkey.disconnect())
    await host.reload()
    expect(await connectSilently(host)).toMatchObject({ ended: { ok: false, code: 'unauthorized' }, shown: nothing })
  })

  test('rejects when the session has ended at the key endpoint', async () => {
    const host = await openApproved()
    environment.proxy.inject(/./, { kind: 'status', status: 401 })
    await host.reload()
    const ended = await connectSilently(host)
    environment.proxy.reset()
    expect(ended).toMatchObject({ ended: { ok: false, code: 'unauthorized' }, shown: nothing })
  })

  test('reports an endpoint that does not answer as such, so that the app need not forget its user', async () => {
    const host = await openApproved()
    environment.proxy.inject(/./, { kind: 'cut' })
    await host.reload()
    const { ended, shown } = await connectSilently(host)
    environment.proxy.reset()
    expect({ ended, shown }).toMatchObject({ ended: { ok: false, code: 'key_endpoint_unreachable' }, shown: nothing })
    expect(await connectSilently(host)).toMatchObject({ ended: { ok: true, value: host.account } })
  })
})
