import { enterByEmail } from '@openkey/host-sdk/testing/playwright'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { expectOneEngine } from '../../fixtures/asserts/oneEngine.ts'
import { provisionedAccount } from '../../fixtures/asserts/provisionedAccount.ts'
import { readAccount } from '../../fixtures/asserts/readAccount.ts'
import { type NodeProxy, startNodeProxy } from '../../fixtures/environment/nodeProxy.ts'
import { freshEmail, startEnvironment, type TestEnvironment } from '../../fixtures/environment/startEnvironment.ts'
import { createAppPage } from '../../fixtures/pages/appPage.ts'
import { enterKeyEndpoint } from '../../fixtures/processes/keyEndpointUser.ts'
import { tinycloudCommand } from '../../fixtures/processes/tinycloudCommand.ts'
import { createDevicePage } from '../../fixtures/widget/devicePage.ts'
import { createWidgetFrame } from '../../fixtures/widget/widgetFrame.ts'

let environment: TestEnvironment
let proxy: NodeProxy
let nodeUrl: string
beforeAll(async () => {
  proxy = await startNodeProxy(() => nodeUrl)
  // The budget is long, so that a busy machine does not change what the app sees.
  // A second process reads the account with a plain bearer.
  environment = await startEnvironment({ bootstrap: { host: proxy.url, syncBudgetMs: 30_000 }, dpop: 'off' })
  nodeUrl = `http://127.0.0.1:${new URL(environment.playground.nodeUrl).port}`
})
afterAll(async () => {
  await environment?.stop()
  await proxy?.stop()
})

describe('bootstrap', () => {
  test('S14: one review and one signature provision a fresh account; the second sign-in sends the node no request', async () => {
    const { page } = await environment.newVisitor()
    const { appUrl, widgetUrl, keyEndpointUrl } = environment.playground
    const app = createAppPage(page, appUrl)
    const widget = createWidgetFrame(page, widgetUrl)
    const email = freshEmail()

    await app.open()
    await app.pressSignIn()
    await widget.connectByEmail(email, environment.codeFor)
    await widget.grant('Sign in')
    await app.isSignedIn()
    expect(await app.fact('bootstrap')).toBe('complete')
    expect({ reviews: await app.reviews(), signatures: environment.signed() }).toEqual({ reviews: 1, signatures: 1 })
    await app.put('notes/first', 'kept')
    expect(await app.get('notes/first')).toBe('kept')
    expect({ reviews: await app.reviews(), signatures: environment.signed() }).toEqual({ reviews: 1, signatures: 1 })

    const { length } = proxy.calls
    await app.signOut()
    await app.pressSignIn()
    await widget.grant('Sign in')
    await app.isSignedIn()
    expect(await app.fact('bootstrap')).toBe('complete')
    expect(environment.signed()).toBe(2)
    expect(proxy.calls).toHaveLength(length)
    expect(await app.get('notes/first')).toBe('kept')

    const owner = await enterKeyEndpoint(`http://127.0.0.1:${new URL(keyEndpointUrl).port}`, { email })
    const key = await owner.firstKey()
    const sign = async (message: string) => (await owner.sign(key, message)).signature
    expect(await readAccount({ nodeUrl, address: key.address, sign })).toEqual(provisionedAccount(key.address))
    expect(proxy.calls).toHaveLength(length)
    expect(await owner.bootstrap(key)).toMatchObject({ status: 'complete', host: proxy.url, chainId: 1 })
  })

  test('S14: a node that fails leaves one prompt at sign-in and one where a value is first stored; the following sign-in completes the account', async () => {
    const { page } = await environment.newVisitor()
    const { appUrl, widgetUrl, keyEndpointUrl } = environment.playground
    const app = createAppPage(page, appUrl)
    const widget = createWidgetFrame(page, widgetUrl)
    const email = freshEmail()
    const before = environment.signed()
    const undo = proxy.breakCall({ name: 'host default', address: 'any' }, '500')

    await app.open()
    await app.pressSignIn()
    await widget.connectByEmail(email, environment.codeFor)
    await widget.grant('Sign in')
    await app.isSignedIn()
    expect(await app.fact('bootstrap')).toBe('failed (tinycloud_bootstrap_failed)')
    expect({ reviews: await app.reviews(), signatures: environment.signed() - before }).toEqual({
      reviews: 1,
      signatures: 1,
    })

    const stored = app.put('notes/first', 'kept')
    await widget.grant('Allow')
    await stored
    expect({ reviews: await app.reviews(), signatures: environment.signed() - before }).toEqual({
      reviews: 2,
      signatures: 2,
    })

    undo()
    await app.signOut()
    await app.pressSignIn()
    await widget.grant('Sign in')
    await app.isSignedIn()
    expect(await app.fact('bootstrap')).toBe('complete')
    expect(environment.signed() - before).toBe(3)
    expect(await app.get('notes/first')).toBe('kept')
    const owner = await enterKeyEndpoint(`http://127.0.0.1:${new URL(keyEndpointUrl).port}`, { email })
    expect(await owner.bootstrap(await owner.firstKey())).toMatchObject({ status: 'complete' })
  })

  test('RC3: a person who signs in to an app while their command line creates the account has one account, complete', async () => {
    const { playground, codeFor, newVisitor } = environment
    const { appUrl, widgetUrl, keyEndpointUrl } = playground
    const email = freshEmail()
    const cli = await tinycloudCommand({ playground: { nodeUrl: proxy.url }, proxy: environment.proxy })
    const { verificationUri, userCode, result } = await cli.login()
    const [atDevice, inApp] = [await newVisitor(), await newVisitor()]
    await atDevice.page.goto(verificationUri)
    await enterByEmail(atDevice.page, email, codeFor)
    const device = createDevicePage(atDevice.page)
    await device.grant('Not now')
    await device.typeCode(userCode)
    await device.says('Connect this program?')
    const app = createAppPage(inApp.page, appUrl)
    const widget = createWidgetFrame(inApp.page, widgetUrl)
    await app.open()
    await app.pressSignIn()
    await widget.connectByEmail(email, codeFor)
    await widget.button('Sign in').waitFor()

    const [connected] = await Promise.all([result, device.grant('Connect'), widget.grant('Sign in'), app.isSignedIn()])
    expect(connected).toMatchObject({ code: 0, out: expect.stringMatching(/^Connected to did:pkh:eip155:1:0x/) })
    expect(await app.fact('bootstrap')).toBe('complete')
    const owner = await enterKeyEndpoint(`http://127.0.0.1:${new URL(keyEndpointUrl).port}`, { email })
    const key = await owner.firstKey()
    const sign = async (message: string) => (await owner.sign(key, message)).signature
    const account = await readAccount({ nodeUrl, address: key.address, sign })
    expect(account).toEqual(provisionedAccount(key.address))
    const ofAccount = proxy.calls.filter(({ address }) => address === key.address).map(({ name }) => name)
    expectOneEngine(ofAccount)

    // From here on, both find it complete.
    const { length } = proxy.calls
    await app.signOut()
    await app.pressSignIn()
    await widget.button('Sign in').waitFor()
    const [stored] = await Promise.all([
      cli.run('kv', 'put', 'notes/a', 'kept'),
      widget.grant('Sign in'),
      app.isSignedIn(),
    ])
    expect(stored).toEqual({ code: 0, out: 'notes/a', err: '' })
    expect(await app.get('notes/a')).toBe('kept')
    expect(proxy.calls.slice(length).filter(({ name }) => name.startsWith('host '))).toEqual([])
    expect(await readAccount({ nodeUrl, address: key.address, sign })).toEqual(account)
  })
})
