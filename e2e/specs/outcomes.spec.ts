import { privateKeyToAccount } from 'viem/accounts'
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest'
import { createHostPage, type HostPage } from '../fixtures/hostPage.ts'
import { type Bench, freshEmail, openBench } from '../fixtures/openBench.ts'
import { changed, plainMessage, signInMessage } from '../fixtures/signInMessage.ts'

/** One person, signed in and known to the test app; each test has a page of its own. */
let bench: Bench
let host: HostPage
let address: `0x${string}`
const foreign = privateKeyToAccount(`0x${'22'.repeat(32)}`)
const email = freshEmail()

beforeAll(async () => {
  // These tests say no more often than a person would.
  bench = await openBench({ widgetPolicy: { declines: { limit: 32 } } })
  host = await bench.newHostPage()
  await host.startConnect()
  await host.widget.connectByEmail(email, bench.codeFor)
  const outcome = await host.outcome()
  address = (outcome as { value: { address: `0x${string}` } }).value.address
})
afterAll(() => bench?.stop())

async function openPage(): Promise<HostPage> {
  const page = await host.context.newPage()
  const { context, authenticator, origin } = host
  return createHostPage({ context, authenticator, page, origin, widgetUrl: bench.playground.widgetUrl })
}

const ask = () => ({ address, domain: 'localhost:5173' })
const signed = () => bench.proxy.seen.filter((line) => /^POST \/api\/keys\/[^/]+\/sign$/.test(line)).length

/** The failure an app sees: a real error, with its code. */
const failure = (code: string, details: object = {}) => ({
  ok: false,
  isError: true,
  name: expect.stringMatching(/^\w+Error$/),
  code,
  number: expect.any(Number),
  message: expect.stringMatching(/^[A-Z].*\.$/),
  details: expect.objectContaining(details),
})

/** The dialog is gone, and the next signature works: nothing is lost. */
async function expectWorking({ widget, startSign, outcome }: HostPage): Promise<void> {
  bench.proxy.clear()
  await startSign(signInMessage(ask()))
  await widget.grant('Sign in')
  expect(await outcome()).toMatchObject({ ok: true, value: { address } })
  expect(await widget.isShown()).toBe(false)
}

afterEach(() => bench.proxy.clear())

describe('a user who leaves', () => {
  const ways: readonly { name: string; how: string; leave: (host: HostPage) => Promise<unknown> }[] = [
    { name: 'presses Cancel', how: 'declined', leave: ({ widget }) => widget.button('Cancel').click() },
    { name: 'closes the widget', how: 'closed', leave: ({ widget }) => widget.button('Close').click() },
    {
      name: 'presses Escape in the frame',
      how: 'escape',
      leave: ({ widget }) => widget.locator.getByRole('button', { name: 'Cancel' }).press('Escape'),
    },
    {
      name: 'presses Escape outside the frame',
      how: 'escape',
      async leave({ page }) {
        await page.evaluate(() =>
          document.querySelector('openkey-widget')?.shadowRoot?.querySelector('dialog')?.focus(),
        )
        await page.keyboard.press('Escape')
      },
    },
  ]
  test.for(ways)('S13: $name', async ({ how, leave }) => {
    const before = signed()
    const visit = await openPage()
    await visit.startSign(signInMessage(ask()))
    await visit.widget.button('Sign in').waitFor()
    await leave(visit)
    expect(await visit.outcome()).toEqual(failure('user_rejected', { how }))
    expect(await visit.settlements()).toBe(1)
    expect(await visit.widget.isShown()).toBe(false)
    expect(signed()).toBe(before)
    await expectWorking(visit)
    await visit.page.close()
  })
})

type Refusal = {
  readonly name: string
  readonly message: () => string
  readonly code: string
  readonly details?: () => object
  /** What the widget says; absent where the SDK refuses before anything is shown. */
  readonly title?: string
}

const refusals: readonly Refusal[] = [
  {
    name: 'S2: another domain',
    message: () => signInMessage({ ...ask(), domain: 'bank.example' }),
    code: 'domain_mismatch',
    details: () => ({ expected: 'localhost:5173', received: 'bank.example' }),
  },
  { name: 'S1: plain text', message: () => 'I owe you 5 ether.', code: 'siwe_malformed' },
  {
    name: 'S1: text that opens like a SIWE message',
    message: () => `localhost:5173 wants you to sign in with your Ethereum account:\n${address}\n\nI owe you 5 ether.`,
    code: 'siwe_malformed',
    title: 'This request was refused',
  },
  {
    name: 'S3: a trailing line feed',
    message: () => `${signInMessage(ask())}\n`,
    code: 'siwe_malformed',
    title: 'This request was refused',
  },
  {
    name: 'S3: a letter that looks like another',
    message: () => plainMessage(ask()).replace('the test app', 'thе test app'),
    code: 'siwe_not_canonical',
    title: 'This request was refused',
  },
  {
    name: 'S5: another address',
    message: () => signInMessage({ ...ask(), address: foreign.address }),
    code: 'address_mismatch',
    title: 'This is for another account',
  },
  {
    name: 'S5: an expired message',
    message: () => signInMessage({ ...ask(), expiresInMs: -1_000 }),
    code: 'siwe_expired',
    title: 'This request has expired',
  },
  {
    name: 'S5: a message of the future',
    message: () => changed(signInMessage(ask()), { notBefore: new Date(Date.now() + 600_000).toISOString() }),
    code: 'siwe_not_yet_valid',
    title: 'This request is not valid yet',
  },
  {
    name: 'S5: a session of a year',
    message: () => signInMessage({ ...ask(), expiresInMs: 365 * 86_400_000 }),
    code: 'siwe_lifetime_exceeded',
    title: 'This request lasts too long',
  },
  {
    name: 'S5: another chain',
    message: () => changed(plainMessage(ask()), { chainId: 5 }),
    code: 'chain_unsupported',
    title: 'This chain is not supported',
  },
  {
    name: 'S4: a statement that says less than the ReCap',
    message: () => signInMessage(ask()).replace("'get', 'put'", "'get'"),
    code: 'recap_statement_mismatch',
    title: 'This request was refused',
  },
  {
    name: 'S4: a ReCap that cannot be read',
    message: () => changed(signInMessage(ask()), { resources: ['urn:recap:bm90IGEgcmVjYXA'] }),
    code: 'recap_malformed',
    title: 'This request was refused',
  },
  {
    name: 'S4: a URI of another site',
    message: () => plainMessage(ask(), { uri: 'https://bank.example/' }),
    code: 'siwe_uri_mismatch',
    title: 'This request was refused',
  },
]

describe('a message that is refused', () => {
  test.for(refusals)('$name', async ({ message, code, details = () => ({}), title }) => {
    const before = signed()
    const visit = await openPage()
    await visit.startSign(message())
    expect(await visit.outcome()).toEqual(failure(code, details()))
    expect(await visit.settlements()).toBe(1)
    expect(signed()).toBe(before)
    if (title === undefined) {
      expect(await visit.widget.isShown()).toBe(false)
    } else {
      await visit.widget.says(title)
      await visit.widget.button('Close').first().click()
    }
    await expectWorking(visit)
    await visit.page.close()
  })

  test('S5: a nonce that was signed in another message', async () => {
    const visit = await openPage()
    const nonce = `Reused${Date.now()}`
    await visit.startSign(signInMessage({ ...ask(), nonce }))
    await visit.widget.grant('Sign in')
    expect(await visit.outcome()).toMatchObject({ ok: true })
    const before = signed()
    await visit.startSign(signInMessage({ ...ask(), nonce, expiresInMs: 7_200_000 }))
    await visit.widget.grant('Sign in')
    expect(await visit.outcome()).toEqual(failure('nonce_reused'))
    await visit.widget.says('This was used before')
    expect(signed()).toBe(before)
    await visit.page.close()
  })

  test('S5: the same bytes may be approved again', async () => {
    const visit = await openPage()
    const message = signInMessage(ask())
    const results: unknown[] = []
    for (let time = 0; time < 2; time++) {
      await visit.startSign(message)
      await visit.widget.grant('Sign in')
      results.push(await visit.outcome())
    }
    expect(results[0]).toMatchObject({ ok: true })
    expect(results[1]).toEqual(results[0])
    await visit.page.close()
  })
})

const signPath = /^POST \/api\/keys\/[^/]+\/sign$/

describe('a key endpoint that fails', () => {
  const faults = [
    { name: 'cuts the connection', fault: { kind: 'cut' }, code: 'key_endpoint_unreachable' },
    { name: 'answers 500', fault: { kind: 'status', status: 500 }, code: 'key_endpoint_unreachable' },
    { name: 'answers 404', fault: { kind: 'status', status: 404 }, code: 'key_endpoint_rejected' },
    {
      name: 'answers 429',
      fault: { kind: 'status', status: 429, headers: { 'retry-after': '7' } },
      code: 'rate_limited',
      details: { retryAfterMs: 7_000 },
    },
    {
      name: 'answers with a page',
      fault: { kind: 'rewrite', rewrite: () => '<h1>Maintenance</h1>' },
      code: 'key_endpoint_unreachable',
    },
  ] as const

  test.for(faults)('S13: $name, and works again', async ({ fault, code }) => {
    const visit = await openPage()
    bench.proxy.inject(signPath, fault)
    await visit.startSign(signInMessage(ask()))
    await visit.widget.grant('Sign in')
    await visit.widget.button('Try again').waitFor()
    expect(await visit.widget.locator.getByText(code).count()).toBe(1)
    expect(await visit.settlements()).toBe(0)
    bench.proxy.clear()
    await visit.widget.grant('Try again')
    expect(await visit.outcome()).toMatchObject({ ok: true, value: { address } })
    await visit.page.close()
  })

  test.for(faults)('S13: $name, and the user leaves', async ({ fault, code, ...row }) => {
    const visit = await openPage()
    bench.proxy.inject(signPath, fault)
    await visit.startSign(signInMessage(ask()))
    await visit.widget.grant('Sign in')
    await visit.widget.button('Leave').click()
    const outcome = await visit.outcome()
    expect(outcome).toEqual(failure(code, 'details' in row ? row.details : {}))
    expect(JSON.stringify(outcome)).not.toContain('secret detail')
    await expectWorking(visit)
    await visit.page.close()
  })

  test('S6: signs with another key', async () => {
    const visit = await openPage()
    const message = signInMessage(ask())
    const signature = await foreign.signMessage({ message })
    bench.proxy.inject(signPath, {
      kind: 'rewrite',
      rewrite: (body) => JSON.stringify({ ...JSON.parse(body), signature }),
    })
    await visit.startSign(message)
    await visit.widget.grant('Sign in')
    await visit.widget.says('The signature was thrown away')
    expect(await visit.outcome()).toEqual(failure('signature_invalid'))
    await visit.widget.button('Close').first().click()
    await expectWorking(visit)
    await visit.page.close()
  })

  test('S13: forgets the session, and the user signs in again in place', async () => {
    const visit = await openPage()
    const message = signInMessage(ask())
    bench.proxy.inject(signPath, { kind: 'status', status: 401 })
    await visit.startSign(message)
    await visit.widget.grant('Sign in')
    await visit.widget.button('Continue with e-mail').waitFor()
    bench.proxy.clear()
    await visit.widget.enterByEmail(email, bench.codeFor)
    await leaveOffer(visit)
    await visit.widget.grant('Sign in')
    expect(await visit.outcome()).toMatchObject({ ok: true, value: { address, message } })
    await visit.page.close()
  })
})

/** The passkey offer is made once; a second sign-in may or may not see it. */
async function leaveOffer({ widget }: HostPage): Promise<void> {
  await widget.button('Not now').or(widget.button('Sign in')).first().waitFor()
  if (await widget.button('Not now').isVisible()) await widget.button('Not now').click()
}

describe('a frame in use', () => {
  test('S13: hung, and the user closes the dialog around it', async () => {
    const visit = await openPage()
    await visit.startSign(signInMessage(ask()))
    await visit.widget.button('Sign in').waitFor()
    const hung = visit.widget.document().evaluate(() => {
      for (const end = Date.now() + 12_000; Date.now() < end; );
    })
    await visit.page.locator('openkey-widget dialog > button').click()
    expect(await visit.outcome()).toEqual(failure('user_rejected', { how: 'closed' }))
    expect(await visit.widget.isShown()).toBe(false)
    await hung.catch(() => {})
    await visit.page.close()
  })

  test('S13: a second signature meets busy, and the first goes on', async () => {
    const visit = await openPage()
    await visit.startSign(signInMessage(ask()))
    await visit.widget.button('Sign in').waitFor()
    const message = signInMessage(ask())
    const second = await visit.page.evaluate(
      (message) =>
        window.openkey.signSiwe({ message }).then(
          () => 'signed',
          (error) => error.code,
        ),
      message,
    )
    expect(second).toBe('busy')
    await visit.widget.grant('Sign in')
    expect(await visit.outcome()).toMatchObject({ ok: true })
    await visit.page.close()
  })
})

/** Ends the session all tests above share. */
describe('a key endpoint that knows no session', () => {
  test('S13: keeps forgetting the session', async () => {
    const visit = await openPage()
    bench.proxy.inject(signPath, { kind: 'status', status: 401 })
    await visit.startSign(signInMessage(ask()))
    await visit.widget.grant('Sign in')
    await visit.widget.enterByEmail(email, bench.codeFor)
    await leaveOffer(visit)
    await visit.widget.grant('Sign in')
    await visit.widget.button('Leave').click()
    expect(await visit.outcome()).toEqual(failure('session_expired'))
    bench.proxy.clear()
    await visit.page.close()
  })
})
