import { fakeClock } from '@openkey/protocol/testing'
import { describe, expect, test } from 'vitest'
import { createFakeKeyEndpoint } from '../../testing/fakeKeyEndpoint.ts'
import { createFakePasskeys } from '../../testing/fakePasskeys.ts'
import { createPasskeyOffer } from './passkeyOffer.ts'

async function anOffer() {
  const fake = createFakeKeyEndpoint()
  const clock = fakeClock(0)
  let asked = 0
  const keyEndpoint: typeof fake = {
    ...fake,
    passkeyRegisterOptions(...call) {
      asked += 1
      return fake.passkeyRegisterOptions(...call)
    },
  }
  await fake.sendEmailCode('ada@example.org')
  const token = await fake.signInWithEmailCode('ada@example.org', '123456')
  const offer = createPasskeyOffer({ keyEndpoint, passkeys: createFakePasskeys(), history: new Set(), clock })
  const { signal } = new AbortController()
  return { offer, token, signal, clock, asked: () => asked, listed: () => fake.listPasskeys(token) }
}

describe('createPasskeyOffer', () => {
  test('makes the passkey of the challenge that was fetched ahead', async () => {
    const { offer, token, signal, asked, listed } = await anOffer()
    expect([offer.prepare('user-1', token), offer.prepare('user-1', token)]).toEqual([true, false])
    await offer.accept(token, signal)
    expect([asked(), (await listed()).length]).toEqual([1, 1])
  })

  test('S21: makes no passkey of a challenge that may run out before it is registered', async () => {
    const { offer, token, signal, clock, asked, listed } = await anOffer()
    offer.prepare('user-1', token)
    await clock.advance(2 * 60_000)
    await offer.accept(token, signal)
    expect([asked(), (await listed()).length]).toEqual([2, 1])
  })
})
