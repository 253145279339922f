import { privateKeyToAccount } from 'viem/accounts'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { expectedError } from '../../fixtures/asserts/expectedError.ts'
import { expectNextSignature } from '../../fixtures/asserts/expectNextSignature.ts'
import { openSignedInHost, type SignedInHost } from '../../fixtures/environment/openSignedInHost.ts'
import { changed, plainMessage, signInMessage } from '../../fixtures/pages/messages/signInMessage.ts'

/** One person, signed in and known to the test app; each test has a page of its own. */
let known: SignedInHost
beforeAll(async () => {
  known = await openSignedInHost()
})
afterAll(() => known?.stop())

const foreign = privateKeyToAccount(`0x${'22'.repeat(32)}`)

type Refusal = {
  readonly name: string
  readonly message: () => string
  readonly code: string
  readonly details?: () => object
  /** Heading of the widget; absent where the SDK rejects before it shows a screen. */
  readonly title?: string
}

const refusals: readonly Refusal[] = [
  {
    name: 'S2: another domain',
    message: () => signInMessage({ ...known.ask, domain: 'bank.example' }),
    code: 'domain_mismatch',
    details: () => ({ expected: 'localhost:5173', received: 'bank.example' }),
  },
  { name: 'S1: plain text', message: () => 'I owe you 5 ether.', code: 'siwe_malformed' },
  {
    name: 'S1: text that opens like a SIWE message',
    message: () =>
      `localhost:5173 wants you to sign in with your Ethereum account:\n${known.address}\n\nI owe you 5 ether.`,
    code: 'siwe_malformed',
    title: 'OpenKey blocked this request',
  },
  {
    name: 'S3: a trailing line feed',
    message: () => `${known.aMessage()}\n`,
    code: 'siwe_malformed',
    title: 'OpenKey blocked this request',
  },
  {
    name: 'S3: a letter that looks like another',
    message: () => plainMessage(known.ask).replace('the test app', 'thе test app'),
    code: 'siwe_not_canonical',
    title: 'OpenKey blocked this request',
  },
  {
    name: 'S5: an expired message',
    message: () => signInMessage({ ...known.ask, expiresInMs: -1_000 }),
    code: 'siwe_expired',
    title: 'This request has expired',
  },
  {
    name: 'S5: a message of the future',
    message: () => changed(known.aMessage(), { notBefore: new Date(Date.now() + 600_000).toISOString() }),
    code: 'siwe_not_yet_valid',
    title: 'This request isn’t valid yet',
  },
  {
    name: 'S5: a session of a year',
    message: () => signInMessage({ ...known.ask, expiresInMs: 365 * 86_400_000 }),
    code: 'siwe_lifetime_exceeded',
    title: 'This request lasts too long',
  },
  {
    name: 'S5: another chain',
    message: () => changed(plainMessage(known.ask), { chainId: 5 }),
    code: 'chain_unsupported',
    title: 'This chain isn’t supported',
  },
  {
    name: 'S4: a statement that says less than the ReCap',
    message: () => known.aMessage().replace("'get', 'put'", "'get'"),
    code: 'recap_statement_mismatch',
    title: 'OpenKey blocked this request',
  },
  {
    name: 'S4: a ReCap that cannot be read',
    message: () => changed(known.aMessage(), { resources: ['urn:recap:bm90IGEgcmVjYXA'] }),
    code: 'recap_malformed',
    title: 'OpenKey blocked this request',
  },
  {
    name: 'S4: a URI of another site',
    message: () => plainMessage(known.ask, { uri: 'https://bank.example/' }),
    code: 'siwe_uri_mismatch',
    title: 'OpenKey blocked this request',
  },
]

describe('a message that is refused', () => {
  test.for(refusals)('$name', async ({ message, code, details = () => ({}), title }) => {
    const before = known.signed()
    const visit = await known.openPage()
    await visit.startSign(message())
    expect(await visit.outcome()).toEqual(expectedError(code, details()))
    expect(await visit.settlements()).toBe(1)
    expect(known.signed()).toBe(before)
    if (title === undefined) {
      expect(await visit.widget.isShown()).toBe(false)
    } else {
      await visit.widget.says(title)
      await visit.widget.button('Close').first().click()
    }
    await expectNextSignature(known, visit)
    await visit.page.close()
  })

  test('S5: another address, after the user has searched for a matching account', async () => {
    const before = known.signed()
    const visit = await known.openPage()
    await visit.startSign(signInMessage({ ...known.ask, address: foreign.address }))
    await visit.widget.grant('Continue with passkey')
    await visit.widget.says('This is for another account')
    await visit.widget.button('Cancel').click()
    expect(await visit.outcome()).toEqual(expectedError('address_mismatch'))
    expect(await visit.settlements()).toBe(1)
    expect(known.signed()).toBe(before)
    await expectNextSignature(known, visit)
    await visit.page.close()
  })

  test('S5: a nonce that was signed in another message', async () => {
    const visit = await known.openPage()
    const nonce = `Reused${Date.now()}`
    await visit.startSign(signInMessage({ ...known.ask, nonce }))
    await visit.widget.grant('Sign in')
    expect(await visit.outcome()).toMatchObject({ ok: true })
    const before = known.signed()
    await visit.startSign(signInMessage({ ...known.ask, nonce, expiresInMs: 7_200_000 }))
    await visit.widget.grant('Sign in')
    expect(await visit.outcome()).toEqual(expectedError('nonce_reused'))
    await visit.widget.says('This request was used before')
    expect(known.signed()).toBe(before)
    await visit.page.close()
  })

  test('S5: the same bytes may be approved again', async () => {
    const visit = await known.openPage()
    const message = known.aMessage()
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
