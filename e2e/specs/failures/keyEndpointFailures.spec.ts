import { privateKeyToAccount } from 'viem/accounts'
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest'
import { expectedError } from '../../fixtures/asserts/expectedError.ts'
import { expectNextSignature } from '../../fixtures/asserts/expectNextSignature.ts'
import { openSignedInHost, type SignedInHost } from '../../fixtures/environment/openSignedInHost.ts'
import { signPath } from '../../fixtures/environment/startBackend.ts'
import type { HostPage } from '../../fixtures/pages/hostPage.ts'

/** One person, signed in and known to the test app; each test has a page of its own. */
let known: SignedInHost
beforeAll(async () => {
  known = await openSignedInHost()
})
afterAll(() => known?.stop())
afterEach(() => known.environment.proxy.clear())

const foreign = privateKeyToAccount(`0x${'22'.repeat(32)}`)

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
    const visit = await known.openPage()
    known.environment.proxy.inject(signPath, fault)
    await visit.startSign(known.aMessage())
    await visit.widget.grant('Sign in')
    await visit.widget.button('Try again').waitFor()
    expect(await visit.widget.locator.getByText(code).count()).toBe(1)
    expect(await visit.settlements()).toBe(0)
    known.environment.proxy.clear()
    await visit.widget.grant('Try again')
    expect(await visit.outcome()).toMatchObject({ ok: true, value: { address: known.address } })
    await visit.page.close()
  })

  test.for(faults)('S13: $name, and the user leaves', async ({ fault, code, ...row }) => {
    const visit = await known.openPage()
    known.environment.proxy.inject(signPath, fault)
    await visit.startSign(known.aMessage())
    await visit.widget.grant('Sign in')
    await visit.widget.button('Leave').click()
    const outcome = await visit.outcome()
    expect(outcome).toEqual(expectedError(code, 'details' in row ? row.details : {}))
    expect(JSON.stringify(outcome)).not.toContain('secret detail')
    await expectNextSignature(known, visit)
    await visit.page.close()
  })

  test('S6: signs with another key', async () => {
    const visit = await known.openPage()
    const message = known.aMessage()
    const signature = await foreign.signMessage({ message })
    known.environment.proxy.inject(signPath, {
      kind: 'rewrite',
      rewrite: (body) => JSON.stringify({ ...JSON.parse(body), signature }),
    })
    await visit.startSign(message)
    await visit.widget.grant('Sign in')
    await visit.widget.says('The signature isn’t valid')
    expect(await visit.outcome()).toEqual(expectedError('signature_invalid'))
    await visit.widget.button('Close').first().click()
    await expectNextSignature(known, visit)
    await visit.page.close()
  })

  test('S13: forgets the session, and the user signs in again in place', async () => {
    const visit = await known.openPage()
    const message = known.aMessage()
    known.environment.proxy.inject(signPath, { kind: 'status', status: 401 })
    await visit.startSign(message)
    await visit.widget.grant('Sign in')
    await visit.widget.button('Continue with email').waitFor()
    known.environment.proxy.clear()
    await visit.widget.enterByEmail(known.email, known.environment.codeFor)
    await leaveOffer(visit)
    await visit.widget.grant('Sign in')
    expect(await visit.outcome()).toMatchObject({ ok: true, value: { address: known.address, message } })
    await visit.page.close()
  })
})

/** Ends the session all tests above share. */
describe('a key endpoint that knows no session', () => {
  test('S13: keeps forgetting the session', async () => {
    const visit = await known.openPage()
    known.environment.proxy.inject(signPath, { kind: 'status', status: 401 })
    await visit.startSign(known.aMessage())
    await visit.widget.grant('Sign in')
    await visit.widget.enterByEmail(known.email, known.environment.codeFor)
    await leaveOffer(visit)
    await visit.widget.grant('Sign in')
    await visit.widget.button('Leave').click()
    expect(await visit.outcome()).toEqual(expectedError('session_expired'))
    known.environment.proxy.clear()
    await visit.page.close()
  })
})

/** The passkey offer is made once; a second sign-in may or may not see it. */
async function leaveOffer({ widget }: HostPage): Promise<void> {
  await widget.button('Not now').or(widget.button('Sign in')).first().waitFor()
  if (await widget.button('Not now').isVisible()) await widget.grant('Not now')
}
