import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { createDpopKey } from '../../../playground/key-endpoint/testing/dpopKey.ts'
import { type Loot, plantSession, stealSession } from '../../attackers/stealSession.ts'
import { freshEmail, startEnvironment, type TestEnvironment } from '../../fixtures/environment/startEnvironment.ts'
import type { HostPage } from '../../fixtures/pages/hostPage.ts'
import { signInMessage } from '../../fixtures/pages/messages/signInMessage.ts'

/** A victim who signed once, and all that a script in the widget's origin can carry away. */
type Theft = {
  readonly environment: TestEnvironment
  readonly victim: HostPage
  readonly loot: Loot
  readonly bearer: string
}

async function steal(dpop: 'off' | 'required'): Promise<Theft & { readonly message: string; readonly path: string }> {
  const environment = await startEnvironment({ dpop })
  const victim = await environment.newHostPage()
  await victim.startConnect()
  await victim.widget.connectByEmail(freshEmail(), environment.codeFor)
  const message = signInMessage({ address: await victim.address(), domain: 'localhost:5173' })
  await victim.startSign(message)
  await victim.widget.grant('Sign in')
  expect(await victim.outcome()).toMatchObject({ ok: true })
  const loot = await stealSession(victim.widget.document())
  const session = loot.records.find(({ store }) => store === 'session')?.value as { token: string }
  const signed = environment.proxy.exchanges.find(({ line }) => /\/sign$/.test(line))
  return { environment, victim, loot, bearer: session.token, message, path: signed?.line.split(' ')[1] ?? '' }
}

/** A plain HTTP client, which claims to be the widget. */
async function post(
  { environment, message, path }: Awaited<ReturnType<typeof steal>>,
  headers: Record<string, string>,
) {
  const { port } = new URL(environment.playground.keyEndpointUrl)
  const response = await fetch(`http://127.0.0.1:${port}${path}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', origin: environment.playground.widgetUrl, ...headers },
    body: JSON.stringify({ message, format: 'personal_sign' }),
  })
  return { status: response.status, isSigned: (await response.text()).includes('signature') }
}

const refused = { status: 401, isSigned: false }

describe('a session that was carried away', () => {
  let theft: Awaited<ReturnType<typeof steal>>
  beforeAll(async () => {
    theft = await steal('required')
  })
  afterAll(() => theft?.environment.stop())

  test('S7: has a key that no script can read', () => {
    expect(theft.bearer.length).toBeGreaterThan(16)
    expect(theft.loot.keys).toEqual([])
  })

  test('S7: signs nothing by its bearer alone', async () => {
    expect(await post(theft, { authorization: `Bearer ${theft.bearer}` })).toEqual(refused)
    expect(await post(theft, { authorization: `DPoP ${theft.bearer}` })).toEqual(refused)
  })

  test('S7: signs nothing with a proof that was seen before', async () => {
    const seen = theft.environment.proxy.exchanges.filter(({ proof }) => proof !== undefined)
    expect(seen.length).toBeGreaterThan(2)
    for (const { proof = '' } of seen) {
      expect(await post(theft, { authorization: `DPoP ${theft.bearer}`, dpop: proof })).toEqual(refused)
    }
  })

  test('S7: signs nothing with a fresh proof by the thief’s own key', async () => {
    const { environment, bearer, path } = theft
    const thief = createDpopKey()
    const { origin } = new URL(`http://api.openkey.localhost:${environment.proxy.port}`)
    const asked = await fetch(`http://127.0.0.1:${new URL(environment.playground.keyEndpointUrl).port}/api/keys`)
    const nonce = asked.headers.get('dpop-nonce') ?? ''
    const dpop = thief.prove({ method: 'POST', path, nonce, bearer, claims: { htu: origin + path } })
    expect(nonce).not.toBe('')
    expect(await post(theft, { authorization: `DPoP ${bearer}`, dpop })).toEqual(refused)
  })

  test('S7: is rejected in another browser profile', async () => {
    const { environment, loot, message } = theft
    const thief = await environment.newHostPage()
    await thief.startConnect()
    await thief.widget.button('Continue with email').waitFor()
    await plantSession(thief.widget.document(), loot)
    await thief.page.reload()
    const before = environment.proxy.exchanges.length
    await thief.startSign(message)
    await thief.widget.button('Continue with passkey').waitFor()
    expect(await thief.widget.button('Sign in').count()).toBe(0)
    const since = () => environment.proxy.exchanges.slice(before)
    const bearers = () => since().map(({ authorization }) => authorization)
    await expect.poll(bearers).toContain(`DPoP ${theft.bearer}`)
    expect(since().filter(({ line }) => line.endsWith('/sign'))).toEqual([])
    await thief.context.close()
  })

  test('still works in its own profile, on later pages too', async () => {
    const { victim, message } = theft
    await victim.page.reload()
    await victim.startSign(message)
    await victim.widget.grant('Sign in')
    expect(await victim.outcome()).toMatchObject({ ok: true })
  })
})

describe('a bearer token without proof of possession', () => {
  test('is all a thief needs: this is what DPoP is for', async () => {
    const theft = await steal('off')
    expect(await post(theft, { authorization: `Bearer ${theft.bearer}` })).toEqual({ status: 200, isSigned: true })
    await theft.environment.stop()
  })
})
