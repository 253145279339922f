import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest'
import { screenAttacks } from '../../attackers/screenAttacks.ts'
import {
  type ScreenEnvironment,
  startScreenEnvironment,
} from '../../fixtures/environment/screen/startScreenEnvironment.ts'
import { signInMessage } from '../../fixtures/pages/messages/signInMessage.ts'
import { askOnScreen } from '../../fixtures/widget/onScreen/askOnScreen.ts'
import { connectUser } from '../../fixtures/widget/onScreen/connectUser.ts'
import { nothing, pressUnder } from '../../fixtures/widget/onScreen/pressUnder.ts'

/** One person, signed in on a trusted page, whose requests are all decided in its frame. */
let environment: ScreenEnvironment
let origin: string
let address: string
beforeAll(async () => {
  environment = await startScreenEnvironment({ isTrusted: true })
  origin = await environment.serveHost()
  address = await connectUser(environment, origin)
})
afterEach(() => environment?.closeHosts())
afterAll(() => environment?.stop())

let spaces = 0
const ask = () =>
  askOnScreen(environment, {
    origin,
    method: 'signSiwe',
    members: ({ domain }) => ({ message: signInMessage({ address, domain, space: `album${++spaces}` }) }),
  })

describe('a trusted page', () => {
  test('obtains a signature in the frame from a person who sees what is asked', async () => {
    const { host, call } = await ask()
    expect(await environment.consent(host, call.number)).toMatchObject({ ok: true, value: { address } })
  })

  /** Attacks that an observer can detect. For the others, the operator has to trust the page. */
  const noticed = screenAttacks.filter(({ escapesObserver }) => !escapesObserver)
  test.for(noticed)('S10: obtains nothing by $name', async (attack) => {
    expect(await pressUnder(environment, await ask(), attack)).toEqual(nothing)
  })
})
