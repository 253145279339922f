import { SiweMessage } from 'siwe'
import { type Address, type Hex, verifyMessage } from 'viem'
import { createSiweMessage, generateSiweNonce } from 'viem/siwe'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Visitor } from '../../fixtures/environment/browser/newVisitor.ts'
import {
  freshEmail,
  startEnvironment,
  type TestEnvironment,
  testAppOrigin,
} from '../../fixtures/environment/startEnvironment.ts'
import { olderPeer, serveOlderNode } from '../../fixtures/pages/olderNode.ts'
import { openWalletPage, type WalletPage } from '../../fixtures/pages/openWalletPage.ts'

/** One person who is signed in; each client has a page of its own, which nobody has approved yet. */
let environment: TestEnvironment
let visitor: Visitor
let address: Address

const { host: domain } = new URL(testAppOrigin)
const message = (changes: { readonly domain?: string } = {}) =>
  createSiweMessage({
    address,
    chainId: 1,
    domain,
    nonce: generateSiweNonce(),
    uri: testAppOrigin,
    version: '1',
    statement: 'Sign in to the test app.',
    ...changes,
  })

async function open(client: string, query: Readonly<Record<string, string>> = {}): Promise<WalletPage> {
  const page = await visitor.context.newPage()
  return openWalletPage({ page, widgetUrl: environment.playground.widgetUrl, client, query })
}

/** Shares the account with a page that has no approval. Whoever is signed in, the first screen is the same. */
async function approve({ widget }: WalletPage): Promise<void> {
  await widget.button('Continue with email').click()
  await widget.grant('Continue')
}

beforeAll(async () => {
  // These tests say no more often than a person would.
  environment = await startEnvironment({ testApp: 'walletLibraries' })
  visitor = await environment.newVisitor()
  const first = await open('viem')
  await first.start('connect')
  await first.widget.connectByEmail(freshEmail(), environment.codeFor)
  const connected = await first.outcome()
  address = (connected as { value: Address }).value
  await first.call('disconnect')
  await first.page.close()
})
afterAll(() => environment?.stop())

type ClientCase = {
  readonly name: string
  readonly page: string
  readonly query?: Readonly<Record<string, string>>
  /** The error of this client after a rejection by the user. */
  readonly rejected: unknown
}

const clients: readonly ClientCase[] = [
  { name: 'viem', page: 'viem', rejected: 4001 },
  { name: 'wagmi', page: 'wagmi', rejected: 4001 },
  { name: 'wagmi with the connector', page: 'wagmi', query: { connector: '' }, rejected: 4001 },
  { name: 'ethers 6', page: 'ethers6', rejected: 'ACTION_REJECTED' },
  { name: 'ethers 5', page: 'ethers5', rejected: 4001 },
]

describe.for(clients)('$name', ({ page: client, query, rejected }) => {
  let app: WalletPage
  beforeAll(async () => {
    app = await open(client, query)
  })
  afterAll(() => app?.page.close())

  const call: WalletPage['call'] = (name, ...args) => app.call(name, ...args)

  test('connects after the user approves', async () => {
    await app.start('connect')
    await approve(app)
    expect(await app.outcome()).toEqual({ ok: true, value: address })
    expect(await call('accounts')).toEqual({ ok: true, value: [address] })
    expect(await app.widget.isShown()).toBe(false)
  })

  test('S3: has a SIWE message signed that viem and siwe verify', async () => {
    const asked = message()
    await app.start('signMessage', asked)
    await app.widget.grant('Sign in')
    const outcome = await app.outcome()
    expect(outcome).toEqual({ ok: true, value: expect.stringMatching(/^0x[0-9a-f]{128}1[bc]$/) })
    const signature = (outcome as { value: Hex }).value
    expect(await verifyMessage({ address, message: asked, signature })).toBe(true)
    expect(await new SiweMessage(asked).verify({ signature, domain })).toMatchObject({ success: true })
  })

  test('S1: is refused typed data, with a reason', async () => {
    const before = environment.signed()
    expect(await call('signTypedData')).toEqual({
      ok: false,
      words: expect.stringContaining('OpenKey does not support eth_signTypedData_v4: it signs only SIWE messages'),
      codes: expect.arrayContaining([4200]),
    })
    expect(await app.widget.isShown()).toBe(false)
    expect(environment.signed()).toBe(before)
  })

  test('S1: is refused a transaction, with a reason', async () => {
    const before = environment.signed()
    expect(await call('sendTransaction')).toEqual({
      ok: false,
      words: expect.stringContaining('OpenKey does not support eth_sendTransaction: it signs only SIWE messages'),
      codes: expect.arrayContaining([4200]),
    })
    expect(await app.widget.isShown()).toBe(false)
    expect(environment.signed()).toBe(before)
  })

  test('S1: is refused text that is no SIWE message', async () => {
    expect(await call('signMessage', 'I owe you 5 ether.')).toMatchObject({
      ok: false,
      words: expect.stringContaining('The text is not a SIWE message (EIP-4361).'),
    })
    expect(await app.widget.isShown()).toBe(false)
  })

  test('S2: is refused a message for another site', async () => {
    expect(await call('signMessage', message({ domain: 'bank.example' }))).toMatchObject({
      ok: false,
      words: expect.stringContaining(`The message is for “bank.example”, expected ${domain}.`),
    })
    expect(await app.widget.isShown()).toBe(false)
  })

  test('S13: reports the user’s rejection as its own error', async () => {
    await app.start('signMessage', message())
    await app.widget.grant('Cancel')
    expect(await app.outcome()).toMatchObject({ ok: false, codes: expect.arrayContaining([rejected]) })
  })

  test('knows the account after a reload, and the user sees nothing', async () => {
    await app.page.reload()
    expect(await call('accounts')).toEqual({ ok: true, value: [address] })
    expect(await app.widget.isShown()).toBe(false)
  })

  test('disconnects, and has to ask for approval again', async () => {
    expect(await call('disconnect')).toMatchObject({ ok: true })
    expect(await call('accounts')).toEqual({ ok: true, value: [] })
    await app.page.reload()
    expect(await call('accounts')).toEqual({ ok: true, value: [] })
    await app.start('connect')
    await app.widget.button('Continue with email').waitFor()
    await app.widget.grant('Cancel')
    expect(await app.outcome()).toMatchObject({ ok: false, codes: expect.arrayContaining([4001]) })
  })
})

describe('wagmi, given the provider by injected()', () => {
  test('connects, and receives a disconnect that the app makes through the SDK', async () => {
    const app = await open('wagmi', { injected: '' })
    await app.start('connect')
    await approve(app)
    expect(await app.outcome()).toEqual({ ok: true, value: address })
    await app.page.evaluate(() => window.openkey.disconnect())
    await expect.poll(() => app.call('accounts')).toEqual({ ok: true, value: [] })
    await app.page.close()
  })
})

describe.for([
  { name: 'the provider as its web3 driver', query: {} },
  { name: 'the driver of /web-sdk', query: { driver: '' } },
])('web-sdk 0.2.1, $name', ({ query }) => {
  test('signs in up to its first request to a node', async () => {
    const { nodeUrl } = environment.playground
    const app = await open('webSdk', { node: nodeUrl, ...query })
    const signIn = async () => {
      await app.start('connect')
      await approve(app)
      await app.widget.grant('Sign in')
    }
    const [delegated] = await Promise.all([app.page.waitForRequest(`${nodeUrl}/delegate`), signIn()])

    const header = Buffer.from(delegated.headers().authorization ?? '', 'base64url')
    const signing = environment.proxy.exchanges.findLast(({ line }) => line.endsWith('/sign'))
    const { message } = JSON.parse(signing?.requestBody ?? '{}') as { message: string }
    const { signature } = JSON.parse(signing?.responseBody ?? '{}') as { signature: Hex }
    expect(message).toMatch(new RegExp(`^${domain} wants you to sign in .*\n${address}\n`))
    expect(await verifyMessage({ address, message, signature })).toBe(true)
    expect(header.includes(smallInts(signature))).toBe(true)
    // This node is of a later generation and refuses; the sign-in itself has been done.
    expect(await app.outcome()).toMatchObject({ ok: false, words: expect.stringContaining('session key delegation') })
    await app.call('disconnect')
    await app.page.close()
  })
})

describe('web-sdk 0.2.1, for somebody whose account no node of its generation hosts yet', () => {
  test('S4: signs in, has hosting signed in a review of its own, and signs in again', async () => {
    const { nodeUrl } = environment.playground
    const app = await open('webSdk', { node: nodeUrl, driver: '' })
    const delegated = await serveOlderNode(app.page, nodeUrl)
    await app.start('connect')
    await approve(app)
    await app.widget.grant('Sign in')
    await app.page.getByRole('button', { name: 'Create Orbit' }).click()

    await app.widget.says(`Set up storage for ${domain}`)
    const orbit = `tinycloud:pkh:eip155:1:${address}://default`
    expect(await app.widget.locator.locator('[data-must-read] .host-text').allInnerTexts()).toEqual(['default'])
    expect(await app.widget.locator.locator('.facts-review').innerText()).toContain('Never, unless you revoke it')
    expect(await Promise.race([app.outcome(), pressAgain(app, 'Allow')])).toEqual({ ok: true, value: address })

    const signed = environment.proxy.exchanges.filter(({ line }) => line.endsWith('/sign')).slice(-2)
    const messages = signed.map(({ requestBody }) => (JSON.parse(requestBody) as { message: string }).message)
    const signatures = signed.map(({ responseBody }) => (JSON.parse(responseBody) as { signature: Hex }).signature)
    expect(messages[1]).toContain(`(1) 'orbit': 'host' for '${orbit}'.\n\nURI: ${olderPeer}\n`)
    expect(messages[1]).not.toContain('Expiration Time')
    expect(await verifyMessage({ address, message: messages[1] ?? '', signature: signatures[1] ?? '0x' })).toBe(true)
    const holds = (cacao: Buffer) => signatures.map((signature) => cacao.includes(smallInts(signature)))
    expect(delegated.map(holds)).toEqual([
      [true, false],
      [false, true],
      [true, false],
    ])
    await app.call('disconnect')
    await app.page.close()
  })
})

/** Presses a button for as long as it is there, as a person does whom the widget asks to read first. */
async function pressAgain({ widget }: WalletPage, name: string): Promise<never> {
  for (;;) await widget.grant(name)
}

/** Bytes as this client writes them into dag-cbor: a list of small integers. */
function smallInts(signature: Hex): Buffer {
  return Buffer.from([...Buffer.from(signature.slice(2), 'hex')].flatMap((byte) => (byte < 24 ? [byte] : [0x18, byte])))
}
