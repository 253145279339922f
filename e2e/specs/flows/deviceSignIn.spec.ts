import { stat } from 'node:fs/promises'
import { join } from 'node:path'
import { enterByEmail } from '@openkey/host-sdk/testing/playwright'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { inspectScreen } from '../../fixtures/asserts/inspectScreen.ts'
import type { Visitor } from '../../fixtures/environment/browser/newVisitor.ts'
import { freshEmail, startEnvironment, type TestEnvironment } from '../../fixtures/environment/startEnvironment.ts'
import { createAppPage } from '../../fixtures/pages/appPage.ts'
import { tinycloudCommand } from '../../fixtures/processes/tinycloudCommand.ts'
import { createDevicePage } from '../../fixtures/widget/devicePage.ts'
import { createWidgetFrame } from '../../fixtures/widget/widgetFrame.ts'

let environment: TestEnvironment
beforeAll(async () => {
  environment = await startEnvironment()
})
afterAll(() => environment?.stop())

/** Opens the page that connects programs, and creates an account there. */
async function signUp(uri: string, email: string, { page }: Visitor, offer: 'Add a passkey' | 'Not now' = 'Not now') {
  await page.goto(uri)
  await enterByEmail(page, email, environment.codeFor)
  const device = createDevicePage(page)
  await device.grant(offer)
  await device.says('Connect a program')
  return device
}

describe('device sign-in', () => {
  test('a value from the command line is read in the browser, shared, revoked, and the program removed', async () => {
    const { playground, newVisitor } = environment
    const email = freshEmail()
    const cli = await tinycloudCommand(environment)
    const { verificationUri, userCode, result } = await cli.login()
    expect(verificationUri).toBe(`${playground.widgetUrl}/device`)

    const owner = await newVisitor()
    const device = await signUp(verificationUri, email, owner, 'Add a passkey')
    expect(await inspectScreen(device.page, device.page.mainFrame())).toEqual([])
    await device.typeCode(userCode.toLowerCase())
    await device.says('Connect this program?')
    expect(await inspectScreen(device.page, device.page.mainFrame())).toEqual([])
    for (const text of ['TinyCloud command line', 'the network you’re using now', email]) {
      await device.page.getByText(text).waitFor()
    }
    await device.grant('Connect')
    await device.says('Connected')
    const connected = await result
    expect(connected).toMatchObject({ code: 0, out: expect.stringMatching(/^Connected to did:pkh:eip155:1:0x/) })
    expect((await stat(join(cli.configFolder, 'program.json'))).mode & 0o777).toBe(0o600)

    const value = `written at ${Date.now()}`
    expect(await cli.run('kv', 'put', 'notes/first', value)).toEqual({ code: 0, out: 'notes/first', err: '' })

    await device.page.goto(playground.appUrl)
    const ownApp = createAppPage(device.page, playground.appUrl)
    const ownWidget = createWidgetFrame(device.page, playground.widgetUrl)
    await ownApp.pressSignIn()
    await ownWidget.grant('Continue with passkey')
    await ownWidget.grant('Sign in')
    await ownApp.isSignedIn()
    expect(connected.out).toContain(await ownApp.fact('did'))
    expect(await ownApp.get('notes/first')).toBe(value)

    const url = `${new URL('/?shared=notes/first', playground.appUrl)}`
    const { link, delegationCid } = JSON.parse((await cli.run('--json', 'share', 'notes/first', '--url', url)).out)
    const reader = await newVisitor()
    await reader.page.goto(link)
    expect(await createAppPage(reader.page, playground.appUrl).sharedValue()).toBe(value)
    expect(await cli.run('revoke', delegationCid)).toMatchObject({ code: 0 })
    await reader.page.reload()
    await reader.page.getByTestId('problem-code').getByText('session_rejected').waitFor()

    await device.page.goto(verificationUri)
    await device.button('Where you’re signed in').click()
    await device.page.getByText('Program: TinyCloud command line').waitFor()
    const row = device.page.getByRole('listitem').filter({ hasText: 'Program: TinyCloud command line' })
    await device.page.waitForTimeout(750)
    await row.getByRole('button', { name: 'Remove' }).click()
    await row.waitFor({ state: 'detached' })
    expect(await cli.run('kv', 'get', 'notes/first')).toMatchObject({
      code: 4,
      err: expect.stringContaining('access_ended: The owner has removed this program.'),
    })
  })

  test('the owner declines, and the program is told', async () => {
    const { newVisitor } = environment
    const cli = await tinycloudCommand(environment)
    const { verificationUri, userCode, result } = await cli.login()
    const device = await signUp(verificationUri, freshEmail(), await newVisitor())
    await device.typeCode(userCode)
    await device.says('Connect this program?')
    await device.button('Decline').click()
    await device.says('Declined')
    expect(await result).toMatchObject({ code: 1, err: expect.stringContaining('access_declined: The owner') })
    expect(await cli.run('whoami')).toMatchObject({ code: 4 })
  })
})
