import { type Hex, verifyMessage } from 'viem'
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest'
import { inspectScreen, sidewaysIn, visibleParts } from '../../fixtures/asserts/inspectScreen.ts'
import { openSignedInHost, type SignedInHost } from '../../fixtures/environment/openSignedInHost.ts'
import { createHostPage, type HostPage } from '../../fixtures/pages/hostPage.ts'
import {
  changed,
  freely,
  grantMessage,
  plainMessage,
  recipientDid,
} from '../../fixtures/pages/messages/signInMessage.ts'
import { createPageServers } from '../../fixtures/pages/serving/pageServers.ts'

/** Somebody else's. */
const foreignAddress = '0x1563915e194D8CfBA1943570603F7606A3115508'

let known: SignedInHost
beforeAll(async () => {
  known = await openSignedInHost()
})
// An open review would block the next one.
afterEach(async () => {
  for (const page of known.first.context.pages().slice(1)) await page.close()
})
afterAll(() => known?.stop())

type Att = Parameters<typeof grantMessage>[0]

/** Opens the review of a request of the test app, in a frame of at most this size. */
async function openReview(att: Att, more: { readonly words?: string; readonly proofs?: readonly string[] } = {}) {
  const host = await known.openPage({ before: (page) => page.setViewportSize({ width: 400, height: 600 }) })
  await host.startSign(grantMessage(att, { ...known.ask, ...more }))
  await host.widget.button('Sign in').waitFor()
  return host
}

const own = (rest: string) => `tinycloud:pkh:eip155:1:${known.address}:${rest}`
const unknown = (count: number) =>
  Object.fromEntries(
    Array.from({ length: count }, (_, index) => [`https://elsewhere.example/${index}`, freely('unknown/thing')]),
  )
const endlessWords = `${'I am the very model of a modern sign-in. '.repeat(20).trim()}.`.replace('..', '.')

describe('the review', () => {
  test('S12: keeps secrets in view above the buttons, whatever else an app asks for and says', async () => {
    const att = { ...unknown(63), [own('secrets/kv')]: freely('tinycloud.kv/get') }
    const { widget } = await openReview(att, { words: endlessWords })
    const first = widget.locator.locator('.list li').first()
    expect(await first.innerText()).toBe('Read all secrets')
    expect(await visibleParts(widget.document(), ['h1', '.facts-review', '.panel', '.panel .list li'])).toHaveLength(4)

    const more = widget.locator.getByText('and 60 more that OpenKey doesn’t recognise')
    const last = widget.locator.getByText('https://elsewhere.example/9', { exact: true })
    expect(await last.isVisible()).toBe(false)
    await more.click()
    expect(await last.isVisible()).toBe(true)
  })

  test('S12: shows three lines of the words of an app, behind all permissions, and the rest on demand', async () => {
    const { page, widget } = await openReview(
      { [own('default/kv')]: freely('tinycloud.kv/put') },
      { words: endlessWords },
    )
    const quote = widget.locator.locator('blockquote')
    const height = async () => (await quote.boundingBox())?.height ?? 0
    const lineHeight = await quote.evaluate((element) => Number.parseFloat(getComputedStyle(element).lineHeight))
    const closed = await height()
    expect(closed).toBeLessThan(3.5 * lineHeight)
    expect((await widget.locator.locator('.panel').last().boundingBox())?.y).toBeLessThan(
      (await quote.boundingBox())?.y ?? 0,
    )

    await widget.locator.locator('.quote-more summary').focus()
    await page.keyboard.press('Enter')
    await widget.locator.getByText('Show less').waitFor()
    expect(await height()).toBeGreaterThan(2 * closed)
  })

  test('S12: shows the recipient, with the full key on demand', async () => {
    const { widget } = await openReview({ [own('default/kv')]: freely('tinycloud.kv/put') })
    const full = widget.locator.getByText(recipientDid, { exact: true })
    expect(await full.isVisible()).toBe(false)
    await widget.locator.getByText('z6MkvUUg…ocho9znd').click()
    expect(await full.isVisible()).toBe(true)
  })

  /** Opens the review of any message, in a frame of 400 × 600. */
  async function openMessage(message: string, button: string) {
    const host = await known.openPage({ before: (page) => page.setViewportSize({ width: 400, height: 600 }) })
    await host.startSign(message)
    await host.widget.button(button).waitFor()
    return host
  }

  /** Signs what is shown, and checks that the account did. */
  async function grant({ widget, outcome }: HostPage, button: string, message: string) {
    await widget.grant(button)
    const { signature } = ((await outcome()) as { value: { signature: Hex } }).value
    expect(await verifyMessage({ address: known.address, message, signature })).toBe(true)
  }

  test('S12: shows another user who receives the permissions, by the whole address, in view with all of them', async () => {
    const message = changed(
      grantMessage({ [own('photos/kv/2026/')]: freely('tinycloud.kv/get') }, { ...known.ask, words: 'For Bob.' }),
      { uri: `did:pkh:eip155:1:${foreignAddress}` },
    )
    const host = await openMessage(message, 'Share')
    const { page, widget } = host
    expect(await widget.heading().innerText()).toMatch(/^Share your data, requested by\s+localhost/)
    expect(await widget.locator.locator('.whole').innerText()).toBe(`${foreignAddress} on chain 1`)
    expect(await widget.locator.locator('li[data-must-read]').allInnerTexts()).toEqual([
      'Read what is stored under 2026/',
    ])
    expect(await visibleParts(widget.document(), ['.facts-review', '.whole', '.panel .list li'])).toHaveLength(3)
    expect(await sidewaysIn(widget.document())).toEqual([])
    expect(await inspectScreen(page, widget.document())).toEqual([])
    await grant(host, 'Share', message)
  })

  test('S12: shows which delegation a revocation ends, in view', async () => {
    const cid = 'bafkr4igkc47eaypq5ohpbkb2b3z3vt2de3fppgltudns5qir6uollh7rqq'
    const message = plainMessage(known.ask, { uri: `ucan:${cid}`, statement: 'Remove Bob.' })
    const host = await openMessage(message, 'Revoke access')
    const { page, widget } = host
    expect(await widget.locator.locator('.whole').first().innerText()).toContain(cid)
    expect(await widget.locator.locator('.facts-review').innerText()).toContain('Never. To give access again')
    expect(await visibleParts(widget.document(), ['.facts-review', '.whole'])).toHaveLength(2)
    expect(await sidewaysIn(widget.document())).toEqual([])
    expect(await inspectScreen(page, widget.document())).toEqual([])
    await grant(host, 'Revoke access', message)
  })

  test('S12: shows that a server of the older generation may store the account’s orbit, without expiry', async () => {
    const orbit = `tinycloud:pkh:eip155:1:${known.address}://default`
    const hosting = grantMessage({ [orbit]: freely('orbit/host') }, known.ask)
    const message = changed(hosting, { uri: recipientDid, expirationTime: undefined })
    const host = await openMessage(message, 'Allow')
    const { page, widget } = host
    expect(await widget.heading().innerText()).toMatch(/^Set up storage for\s+localhost/)
    expect(await widget.locator.locator('.place[data-must-read]').allInnerTexts()).toEqual([
      'Your older TinyCloud storage default',
    ])
    expect(await visibleParts(widget.document(), ['.facts-review', '.place', '.panel .list li'])).toHaveLength(3)
    expect(await inspectScreen(page, widget.document())).toEqual([])
    await grant(host, 'Allow', message)
  })

  test('S12: marks the lines that must be read, and nothing that can be collapsed', async () => {
    const proof = 'zb2rhe5P4gXftAwvA4eXQ5HJwsER2owDyS9sKaQRRVQPn93bA'
    const att = {
      ...unknown(8),
      [own('secrets/kv')]: freely('tinycloud.kv/get'),
      [own('photos/kv/2026/')]: freely('tinycloud.kv/get'),
      [own('photos/sql')]: freely('tinycloud.sql/write'),
    }
    const { widget } = await openReview(att, { proofs: [proof] })
    expect(await widget.locator.locator('li[data-must-read]').allInnerTexts()).toEqual([
      'Read all secrets',
      ...[0, 1, 2].map((index) => `On https://elsewhere.example/${index}, use unknown/thing`),
      proof,
    ])
    expect(await widget.locator.locator('details [data-must-read]').count()).toBe(0)
    expect(await widget.locator.getByText('It may also read one specific place').isVisible()).toBe(true)
    expect(await widget.locator.getByText('Change every database here').isVisible()).toBe(true)
  })

  test('passes axe with every possible element, in light and dark, narrow and large', async () => {
    const att = {
      ...unknown(8),
      [own("it's-mine/kv/a/")]: { 'tinycloud.kv/get': [{ until: '”noon“' }, { a: 1 }, {}, { b: 2 }] },
      [own('default/kv')]: freely(...Array.from({ length: 9 }, (_, index) => `tinycloud.kv/unknown${index}`)),
      [own('photos/kv/2026/')]: freely('tinycloud.kv/get'),
      [own('photos/sql/main')]: freely('tinycloud.sql/write'),
    }
    const { page, widget } = await openReview(att, { words: endlessWords })
    expect(await inspectScreen(page, widget.document())).toEqual([])
    for (const fold of await widget.locator.locator('summary').all()) await fold.click()
    expect(await inspectScreen(page, widget.document())).toEqual([])
  })
})

describe('the requester', () => {
  test('S12: shows all of a long host at 320 px, its registrable domain emphasised in sight', async () => {
    const servers = await createPageServers('host')
    const { port } = new URL(await servers.serve())
    const host = `${'accounts.bank.example.'.repeat(10)}evil.localhost:${port}`
    const { context, page, authenticator } = await known.environment.newVisitor()
    await page.setViewportSize({ width: 320, height: 568 })
    const widgetUrl = known.environment.playground.widgetUrl
    const { widget, startConnect } = await createHostPage({
      ...{ context, page, authenticator, origin: `http://${host}`, widgetUrl },
    })
    await startConnect()
    await widget.locator.locator('.host .aside').first().waitFor()

    expect(await widget.heading().textContent()).toBe(`Sign in to ${host}`)
    const emphasised = widget.locator.locator('.host bdi span:not(.aside)')
    expect((await emphasised.allTextContents()).join('')).toBe(`evil.localhost:${port}`)
    expect(await sidewaysIn(widget.document())).toEqual([])
    expect(await visibleParts(widget.document(), ['.host', '.host bdi span:not(.aside)'])).toHaveLength(2)
    await context.close()
    await servers.stop()
  })
})
