import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest'
import { startTimeoutMs } from '../testing/startTimeoutMs.ts'
import { startTestEndpoint, type TestEndpoint } from '../testing/testEndpoint.ts'

let endpoint: TestEndpoint
beforeAll(async () => {
  endpoint = await startTestEndpoint()
}, startTimeoutMs)
afterEach(() => endpoint.clock.reset())
afterAll(() => endpoint.close())

const path = '/api/account/auto-sign'
const lastChange = () => endpoint.logged.findLast(({ event }) => event === 'auto_sign_changed')

describe('autoSignRoutes', () => {
  test('are enabled for a new user, and store each user’s choice', async () => {
    const ada = await endpoint.signIn('ada@example.com')
    const eve = await endpoint.signIn('eve@example.com')
    const off = { status: 200, body: { autoSignEnabled: false } }
    const on = { status: 200, body: { autoSignEnabled: true } }
    expect(await endpoint.call('GET', path, { bearer: ada })).toMatchObject(on)
    expect(await endpoint.call('PATCH', path, { bearer: ada, body: { autoSignEnabled: false } })).toMatchObject(off)
    expect(await endpoint.call('GET', path, { bearer: ada })).toMatchObject(off)
    expect(await endpoint.call('GET', path, { bearer: eve })).toMatchObject(on)
  })

  test('S21: turn it off with a session of any age, and log each change', async () => {
    const bearer = await endpoint.signIn('old@example.com')
    endpoint.clock.advance(600_001)
    const change = (autoSignEnabled: boolean) => endpoint.call('PATCH', path, { bearer, body: { autoSignEnabled } })
    expect(await change(false)).toMatchObject({ status: 200, body: { autoSignEnabled: false } })
    expect(lastChange()).toEqual({ event: 'auto_sign_changed', outcome: 'disabled' })
    expect(await change(true)).toMatchObject({ status: 403, body: { code: 'reauthentication_required' } })
    expect(await endpoint.call('GET', path, { bearer })).toMatchObject({ body: { autoSignEnabled: false } })
    endpoint.clock.reset()
    expect(await change(true)).toMatchObject({ status: 200, body: { autoSignEnabled: true } })
    expect(lastChange()).toEqual({ event: 'auto_sign_changed', outcome: 'enabled' })
  })

  test.each([{}, { autoSignEnabled: 'false' }, { autoSignEnabled: null }, { autoSignEnabled: 0 }])(
    'reject %o',
    async (body) => {
      const bearer = await endpoint.signIn('ada@example.com')
      const refusal = { status: 400, body: { field: 'autoSignEnabled' } }
      expect(await endpoint.call('PATCH', path, { bearer, body })).toMatchObject(refusal)
    },
  )

  test.each(['GET', 'PATCH'])('reject %s without a session', async (method) => {
    const body = method === 'PATCH' ? { body: { autoSignEnabled: false } } : {}
    expect(await endpoint.call(method, path, body)).toMatchObject({ status: 401, body: { error: 'Unauthorized' } })
  })
})
