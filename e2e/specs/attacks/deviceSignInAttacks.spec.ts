import { copyFile } from 'node:fs/promises'
import { join } from 'node:path'
import { enterByEmail } from '@openkey/host-sdk/testing/playwright'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { createDpopKey, type DpopKey } from '../../../playground/key-endpoint/testing/dpopKey.ts'
import { freshEmail, startEnvironment, type TestEnvironment } from '../../fixtures/environment/startEnvironment.ts'
import { tinycloudCommand } from '../../fixtures/processes/tinycloudCommand.ts'
import { createDevicePage, type DevicePage } from '../../fixtures/widget/devicePage.ts'

const grantType = 'urn:ietf:params:oauth:grant-type:device_code'
const clientId = 'tinycloud-cli'

let environment: TestEnvironment
let device: DevicePage
let deviceUrl: string
beforeAll(async () => {
  environment = await startEnvironment()
  deviceUrl = `${environment.playground.widgetUrl}/device`
})
/** A user who is signed in on the page that connects programs. */
beforeEach(async () => {
  const { page } = await environment.newVisitor()
  await page.goto(deviceUrl)
  await enterByEmail(page, freshEmail(), environment.codeFor)
  device = createDevicePage(page)
  await device.grant('Not now')
  await device.says('Connect a program')
})
afterAll(() => environment?.stop())

type Form = Readonly<Record<string, string>>

type Answer = { readonly status: number; readonly body: Readonly<Record<string, string>> }

type Sent = {
  readonly form?: Form
  /** Token of the request. */
  readonly bearer?: string
  /** Key that signs a proof. @default no proof */
  readonly key?: DpopKey
  /** @default 'DPoP' */
  readonly scheme?: string
}

/** Sends a request to the key endpoint as a program does, with the current nonce in its proof. */
async function send(method: string, path: string, { form, bearer, key, scheme = 'DPoP' }: Sent = {}): Promise<Answer> {
  const url = `http://127.0.0.1:${environment.proxy.port}${path}`
  const nonce = (await fetch(`${url}/`)).headers.get('dpop-nonce') ?? ''
  const proof = key?.prove({ method, path, nonce, ...(bearer && { bearer }), claims: { htu: url } })
  const response = await fetch(url, {
    method,
    headers: { ...(bearer && { authorization: `${scheme} ${bearer}` }), ...(proof && { dpop: proof }) },
    ...(form && { body: new URLSearchParams({ client_id: clientId, ...form }) }),
  })
  return { status: response.status, body: (await response.json()) as Record<string, string> }
}

/** Starts a sign-in as the attacker. */
async function startSignIn() {
  const { body } = await send('POST', '/api/device/code', { form: {} })
  const { device_code: deviceCode = '', user_code: userCode = '' } = body
  const key = createDpopKey()
  const poll = (form: Form = {}) =>
    send('POST', '/api/device/token', { form: { grant_type: grantType, device_code: deviceCode, ...form }, key })
  return { deviceCode, userCode, key, poll }
}

/** Has the user connect a program. @returns its token, and the key to which it is bound */
async function connect() {
  const { userCode, key, poll } = await startSignIn()
  await device.typeCode(userCode)
  await device.grant('Connect')
  await device.says('Connected')
  const { body } = await poll()
  return { token: body.access_token ?? '', key, poll }
}

describe('an attacker who has a code', () => {
  test('S18: cannot put it into a link', async () => {
    const { userCode, poll } = await startSignIn()
    const { page } = device
    for (const suffix of [`?user_code=${userCode}`, `?code=${userCode}`, `#${userCode}`]) {
      await page.evaluate((code) => {
        window.name = code
      }, userCode)
      await page.goto(`${deviceUrl}${suffix}`)
      await device.grant('Continue')
      await device.says('Connect a program')
      expect(await page.getByLabel('Code from the program').inputValue()).toBe('')
      expect(await page.content()).not.toContain(userCode)
    }
    const { body } = await poll()
    expect(body.error).toBe('authorization_pending')
  })

  test('S8: cannot embed the page, nor hold on to a window with it', async () => {
    const { page } = await environment.newHostPage()
    const refused = page.waitForEvent('console', (message) => message.text().includes('frame-ancestors'))
    await page.evaluate((url) => {
      const frame = document.createElement('iframe')
      frame.src = url
      document.body.append(frame)
    }, deviceUrl)
    await refused
    const [opened] = await Promise.all([
      page.context().waitForEvent('page'),
      page.evaluate((url) => {
        Reflect.set(window, 'opened', window.open(url))
      }, deviceUrl),
    ])
    await opened.getByRole('button', { name: /^Continue with e-?mail$/ }).waitFor()
    expect(await opened.evaluate(() => window.opener)).toBeNull()
    expect(await page.evaluate(() => (Reflect.get(window, 'opened') as Window).closed)).toBe(true)
  })

  test('S10: gains nothing from a press that comes too early', async () => {
    const { userCode, poll } = await startSignIn()
    // The page’s clock stands still, so that no time passes before the press, however slow the machine is.
    await device.page.evaluate(() => {
      const at = performance.now()
      performance.now = () => at
    })
    await device.typeCode(userCode)
    await device.button('Connect').click()
    await device.page.locator('.early').waitFor()
    expect((await poll()).body.error).toBe('authorization_pending')
    await device.says('Connect this program?')
  })

  test('S21: cannot guess the code of somebody else', async () => {
    for (let guess = 0; guess < 10; guess += 1) {
      await device.typeCode('BBBB-BBBB')
      await device.page.getByText('No program is waiting for this code.').waitFor()
      await device.page.getByLabel('Code from the program').fill('')
    }
    const { userCode } = await startSignIn()
    await device.typeCode(userCode)
    await device.page.getByText('Too many wrong codes.').waitFor()
  })
})

describe('an attacker who has a device code or a token', () => {
  test('S21: gets no token for another program, and none a second time', async () => {
    const { poll } = await connect()
    expect((await poll()).body.error).toBe('invalid_grant')
    const other = await startSignIn()
    expect((await other.poll({ client_id: 'other' })).body.error).toBe('invalid_client')
  })

  test('S7: opens nothing else with the token', async () => {
    const { token, key } = await connect()
    const statusOf = async (method: string, path: string, scheme: string) =>
      (await send(method, path, { bearer: token, key, scheme })).status
    expect(await statusOf('GET', '/api/delegate/account', 'DPoP')).toBe(200)
    for (const scheme of ['Bearer', 'DPoP']) {
      for (const [method, path] of [
        ['GET', '/api/keys'],
        ['GET', '/api/sessions'],
        ['POST', '/api/keys/generate'],
        ['POST', '/api/keys/any/sign'],
        ['PATCH', '/api/account/auto-sign'],
        ['POST', '/api/device/approve'],
      ] as const) {
        expect([401, 403]).toContain(await statusOf(method, path, scheme))
      }
    }
  })

  test('S7: opens nothing with a token whose key another program has', async () => {
    const { token: bearer, key } = await connect()
    const path = '/api/delegate/account'
    const refused = { status: 401, body: { code: 'invalid_dpop_proof' } }
    expect(await send('GET', path, { bearer, key })).toMatchObject({ status: 200 })
    expect(await send('GET', path, { bearer, scheme: 'Bearer' })).toMatchObject(refused)
    expect(await send('GET', path, { bearer, key, scheme: 'Bearer' })).toMatchObject(refused)
    expect(await send('GET', path, { bearer })).toMatchObject(refused)
    expect(await send('GET', path, { bearer, key: createDpopKey() })).toMatchObject(refused)
    expect(await send('POST', '/api/delegate/sign', { bearer, key: createDpopKey() })).toMatchObject(refused)
    // The program itself is not affected.
    expect(await send('GET', path, { bearer, key })).toMatchObject({ status: 200 })
  })

  test('S21: has nothing signed with a copy of the credentials that their program has revoked', async () => {
    const cli = await tinycloudCommand(environment)
    const { userCode, result } = await cli.login()
    await device.typeCode(userCode)
    await device.grant('Connect')
    expect(await result).toMatchObject({ code: 0 })
    const thief = await tinycloudCommand(environment)
    await copyFile(join(cli.configFolder, 'program.json'), join(thief.configFolder, 'program.json'))
    expect(await thief.run('whoami')).toMatchObject({ code: 0 })
    expect(await cli.run('logout')).toMatchObject({ code: 0 })
    expect(await thief.run('whoami')).toMatchObject({ code: 4, err: expect.stringContaining('access_ended') })
  })
})
