import { parseOrigin } from '@openkey/protocol'
import type { Browser, BrowserContext, Page } from 'playwright-core'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import type { NonceClaim, NonceVerdict } from '../../../widget/src/ports/originStore.ts'
import { launchBrowser } from '../../fixtures/environment/browser/launchBrowser.ts'
import { buildPage } from '../../fixtures/pages/serving/buildPage.ts'
import { type PageServer, servePage } from '../../fixtures/pages/serving/servePage.ts'

/** Tests that need a browser. The contract suite of the store runs in `widgetStorage.spec.ts`. */
let server: PageServer
let browser: Browser
let context: BrowserContext
beforeAll(async () => {
  server = await servePage(await buildPage('originStore'))
  browser = await launchBrowser()
})
beforeEach(async () => {
  context = await browser.newContext()
})
afterEach(() => context.close())
afterAll(async () => {
  await browser?.close()
  await server?.stop()
})

const origin = parseOrigin('https://app.example')
const claimOf = (nonce: string, messageDigest: string): NonceClaim => ({
  origin,
  nonce,
  messageDigest,
  expiresAt: Date.now() + 60_000,
})

async function openTab(): Promise<Page> {
  const page = await context.newPage()
  await page.goto(`http://localhost:${server.port}/`)
  return page
}

const approval = {
  keyId: 'key-1',
  address: '0x19E7E376E7C213B7E7e7e46cc70A5dD086DAff2A',
  approvedAt: 1_000,
} as const

const claim = (page: Page, given: NonceClaim) =>
  page.evaluate(async (given) => (await window.originStore).claimNonce(given), given)

describe('originStore in a browser', () => {
  test('S5: remembers an approval and a used nonce across a reload', async () => {
    const page = await openTab()
    await page.evaluate(async ({ origin, approval }) => (await window.originStore).approve(origin, approval), {
      origin,
      approval,
    })
    expect(await claim(page, claimOf('Nonce0001', 'one'))).toBe('fresh')

    await page.reload()
    expect(await page.evaluate(async (origin) => (await window.originStore).approval(origin), origin)).toEqual(approval)
    expect(await claim(page, claimOf('Nonce0001', 'one'))).toBe('repeat')
    expect(await claim(page, claimOf('Nonce0001', 'two'))).toBe('reused')
  })

  test('S5: forgets in one tab what another disconnects', async () => {
    const [one, other] = [await openTab(), await openTab()]
    await one.evaluate(async ({ origin, approval }) => (await window.originStore).approve(origin, approval), {
      origin,
      approval,
    })
    await other.evaluate(async (origin) => (await window.originStore).forget(origin), origin)
    expect(await one.evaluate(async (origin) => (await window.originStore).approval(origin), origin)).toBeUndefined()
  })

  test('S5: accepts one of two tabs that claim the same nonces at the same time', async () => {
    const tabs = [await openTab(), await openTab()]
    const nonces = Array.from({ length: 40 }, (_, index) => `Nonce${1000 + index}`)
    const startAt = Date.now() + 500
    const verdicts = await Promise.all(
      tabs.map((tab, index) =>
        tab.evaluate(
          async ({ claims, startAt }) => {
            const store = await window.originStore
            await new Promise((resolve) => setTimeout(resolve, startAt - Date.now()))
            return Promise.all(claims.map((claim) => store.claimNonce(claim)))
          },
          { claims: nonces.map((nonce) => claimOf(nonce, `tab ${index}`)), startAt },
        ),
      ),
    )
    const pairs = nonces.map((_, index) => verdicts.map((of): NonceVerdict | undefined => of[index]).sort())
    expect(pairs).toEqual(nonces.map(() => ['fresh', 'reused']))
  })
})
