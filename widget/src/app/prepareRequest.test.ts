import { describe, expect, test } from 'vitest'
import { aPlainMessage, stranger } from '../testing/aMessage.ts'
import { signingHarness } from '../testing/signingHarness.ts'

describe('prepareRequest', () => {
  test('S8: does not look at the account for a page that nobody approved', async () => {
    const harness = signingHarness()
    const connected = harness.connect()
    await harness.comeInByEmail()
    await connected
    await harness.app.handlers.disconnect({})
    expect(await harness.sessions.read()).toBeDefined()
    void harness.sign(aPlainMessage({ address: stranger }))
    expect(await harness.reach('welcome')).toMatchObject({ flow: { request: { kind: 'sign' } } })
  })
})
