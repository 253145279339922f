import axe from 'axe-core'
import type { Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { startEnvironment, type TestEnvironment, testAppOrigin } from '../../fixtures/environment/startEnvironment.ts'
import { fencedBlocks } from '../../fixtures/packages/readme/fencedBlocks.ts'
import type {} from '../../pages/pageWallet/main.ts'

let environment: TestEnvironment
beforeAll(async () => {
  environment = await startEnvironment({ testApp: 'pageWallet' })
})
afterAll(() => environment?.stop())

const address = '0x19E7E376E7C213B7E7e7e46cc70A5dD086DAff2A'

/** Opens the page in a fresh profile. The hosted node's address leads to the playground's node. */
async function open() {
  const { page } = await environment.newVisitor()
  const requests: string[] = []
  await page.route('https://node.tinycloud.xyz/**', async (route) => {
    const { pathname } = new URL(route.request().url())
    requests.push(`${route.request().method()} ${pathname.split('/')[1]}`)
    const response = await route.fetch({ url: `${environment.playground.nodeUrl}${pathname}` })
    await route.fulfill({ response })
  })
  await page.goto(testAppOrigin)
  return { page, requests }
}

const run = (page: Page, code: string) => page.evaluate((text) => window.run(text), code)
const signatures = (page: Page) =>
  page.evaluate(() => window.wallet.calls.filter((method) => method === 'personal_sign').length)

/** The documented examples of the client, line by line. */
const fullConfiguration = `import { TinyCloudWeb } from '@tinycloud/web-sdk';
// Create an instance with full configuration
const tc = new TinyCloudWeb({
  // TinyCloud node(s) to connect to
  tinycloudHosts: ['https://node.tinycloud.xyz'],
  // Prefix for space isolation (different prefixes = different spaces)
  spacePrefix: 'my-app',
  // Automatically create the space on first sign-in
  autoCreateSpace: true,
  // Prefix for all KV keys (optional, for further key isolation)
  kvPrefix: '',
  // Show popup notifications for sign-in events
  notifications: { popups: true },
  // Persist the session in browser storage
  persistSession: true,
  // Prefix for browser storage keys
  sessionStorageKeyPrefix: 'my-app',
});
// Triggers the wallet popup:
// 1. Wallet connection prompt (select account)
// 2. SIWE message signature prompt
const session = await tc.signIn();
console.log('Signed in as:', session.address);`

const restoredInTab = `import { BrowserSessionStorage, TinyCloudWeb } from '@tinycloud/web-sdk';
const tc = new TinyCloudWeb({
  persistSession: true,
  // Use sessionStorage if the session should clear when the tab closes.
  sessionStorage: new BrowserSessionStorage({ storage: globalThis.sessionStorage }),
  sessionStorageKeyPrefix: 'my-app',
});
// On subsequent page loads, restore a valid persisted session.
const restored = await tc.restoreSession();
if (restored.status === 'restored') {
  console.log('Session restored:', restored.session.address);
}`

const reauthenticating = `// Configure expiry duration
const tc = new TinyCloudWeb({
  persistSession: true,
  sessionExpirationMs: 24 * 60 * 60 * 1000, // 24 hours
});
// Restore a persisted session if it is still valid.
const restored = await tc.restoreSession();
if (restored.status !== 'restored') {
  await tc.signIn(); // Re-authenticate
}`

/** Every line that a page logged. */
function logOf(page: Page): readonly string[] {
  const lines: string[] = []
  page.on('console', (message) => lines.push(message.text()))
  return lines
}

describe('TinyCloudWeb with the wallet of the page', () => {
  test('signs in with the full configuration: connection, then one signature each for session and space', async () => {
    const { page } = await open()
    const log = logOf(page)
    expect(await run(page, fullConfiguration)).toBeUndefined()
    expect(log).toEqual([`Signed in as: ${address}`])
    expect(await page.evaluate(() => window.wallet.calls[0])).toBe('eth_requestAccounts')
    expect(await signatures(page)).toBe(2)
    expect(await page.evaluate(() => Object.keys(localStorage).sort())).toEqual([
      `my-app:session:${address.toLowerCase()}`,
      'my-app:session:active',
    ])
    expect(await page.getByRole('status').innerText()).toContain('Signed in as 0x19E7…ff2A.')
  })

  test('asks the node for nothing but what a sign-in needs: it creates no account', async () => {
    const { page, requests } = await open()
    await run(page, fullConfiguration.replace("'my-app',\n  // Auto", "'other-app',\n  // Auto"))
    expect(requests).toEqual(['GET info', 'POST delegate', 'GET peer', 'POST delegate'])
  })

  test('restores a session of the tab after a reload, without the wallet', async () => {
    const { page } = await open()
    const log = logOf(page)
    await run(page, restoredInTab.replace(/^const restored[\s\S]*$/m, 'await tc.signIn()'))
    await page.reload()
    expect(await run(page, restoredInTab)).toBeUndefined()
    expect(log).toEqual([`Session restored: ${address}`])
    expect(await page.evaluate(() => window.wallet.calls)).toEqual([])
    expect(await page.evaluate(() => localStorage.length)).toBe(0)
  })

  test('signs in when nothing can be restored, and restores the session on the next visit', async () => {
    const { page } = await open()
    expect(await run(page, reauthenticating)).toBeUndefined()
    expect(await page.evaluate(() => window.ran.restored)).toEqual({ status: 'missing' })
    const expiry = await page.evaluate((record) => JSON.parse(localStorage.getItem(record) ?? '{}'), recordKey)
    expect(Date.parse(expiry.expiresAt) - Date.parse(expiry.createdAt)).toBeGreaterThan(23 * 3_600_000)
    await page.reload()
    expect(await run(page, reauthenticating)).toBeUndefined()
    expect(await page.evaluate(() => window.ran.restored)).toMatchObject({ status: 'restored' })
    expect(await signatures(page)).toBe(0)
  })

  test('tells the user that the request was declined, until the message is closed; axe finds nothing', async () => {
    const { page } = await open()
    await page.evaluate(() => window.wallet.declineNext())
    expect(await run(page, fullConfiguration)).toBe('User rejected the request.')
    const alert = page.getByRole('alert')
    await alert.waitFor()
    expect(await alert.innerText()).toContain('You are not signed in, because the request was declined.')
    await page.evaluate(axe.source)
    const { violations } = await page.evaluate(() => (Reflect.get(window, 'axe') as typeof axe).run(document))
    expect(violations.map(({ id, nodes }) => [id, nodes.map(({ html }) => html)])).toEqual([])
    await alert.getByRole('button', { name: 'Close' }).press('Enter')
    expect(await alert.count()).toBe(0)
  })

  test('signs in with the wallet that `providers` chooses among those that announce themselves', async () => {
    const { page } = await open()
    const shown = await page.evaluate(async () => {
      const other = window.addWallet('Other wallet')
      const names: string[] = []
      const tc = new window.TinyCloudWeb({
        providers(found) {
          names.push(...found.map(({ info }) => info.name))
          return found.find(({ info }) => info.name === 'Other wallet')
        },
      })
      const { address } = await tc.signIn()
      return { names, address, asked: window.wallet.calls, other: other.calls }
    })
    expect(shown).toMatchObject({ names: ['Test wallet', 'Other wallet'], asked: [] })
    expect(shown.address).not.toBe(address)
    expect(shown.other).toContain('personal_sign')
  })

  test('asks no wallet if there are several and the page has not said which', async () => {
    const { page } = await open()
    const outcome = await page.evaluate(async () => {
      const other = window.addWallet('Other wallet')
      const { code } = await new window.TinyCloudWeb().signIn().catch((error) => error)
      return { code, calls: [...window.wallet.calls, ...other.calls] }
    })
    expect(outcome).toEqual({ code: 'wallet_ambiguous', calls: [] })
  })

  test('runs the snippets of its README', async () => {
    const { page } = await open()
    page.on('dialog', (dialog) => dialog.accept())
    const [start, choosing, ...others] = fencedBlocks('playground/web-sdk/README.md').map(({ code }) => code)
    expect(others).toEqual([])
    expect(await run(page, start ?? '')).toBeUndefined()
    expect(await page.evaluate(() => window.ran.greeting)).toMatchObject({ ok: true, data: { data: 'hello' } })
    expect(await run(page, choosing ?? '')).toBeUndefined()
  })

  test('shows no message unless the page asks for it', async () => {
    const { page } = await open()
    await run(page, reauthenticating)
    expect(await page.getByRole('status').count()).toBe(0)
    expect(await page.evaluate(() => document.body.children.length)).toBe(1)
  })
})

const recordKey = `tinycloud:session:${address.toLowerCase()}`
