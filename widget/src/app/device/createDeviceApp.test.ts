import { OpenKeyError } from '@openkey/protocol'
import { describe, expect, test } from 'vitest'
import type { DeviceRequest } from '../../domain/deviceConnection.ts'
import type { DeviceRequests } from '../../ports/deviceRequests.ts'
import { createFakePasskeys } from '../../testing/fakePasskeys.ts'
import { createDeviceApp } from './createDeviceApp.ts'

const request: DeviceRequest = { program: 'TinyCloud command line', accessMs: 1_000 }
const refused = (details: object) => new OpenKeyError('key_endpoint_rejected', '', { details })

/** A user at the input of the code. `failures` are thrown one after the other, by whatever is called. */
function deviceApp(failures: OpenKeyError[] = []) {
  const calls: unknown[] = []
  const call = async (...made: unknown[]) => {
    calls.push(made)
    const failure = failures.shift()
    if (failure) throw failure
  }
  const requests: DeviceRequests = {
    async find(_, userCode) {
      await call('find', userCode)
      return request
    },
    approve: (_, { userCode, keyId }, { gesture } = {}) => call('approve', userCode, keyId, gesture?.challengeToken),
    decline: (_, userCode) => call('decline', userCode),
  }
  const passkeys = createFakePasskeys()
  const options = { challenge: 'c'.repeat(16), rpId: 'openkey.example' }
  const keyEndpoint = { passkeySignInOptions: async () => ({ options, challengeToken: 'challenge' }) }
  return { app: createDeviceApp({ requests, passkeys, keyEndpoint, token: 't', keyId: 'key' }), calls, passkeys }
}

describe('createDeviceApp', () => {
  test('shows what waits under the typed code, and decides nothing by itself', async () => {
    const { app, calls } = deviceApp()
    await app.submitCode('WDJB-MJHT')
    expect(app.screen.get()).toEqual({ step: 'review', userCode: 'WDJB-MJHT', request, isBusy: false })
    expect(calls).toEqual([['find', 'WDJB-MJHT']])
  })

  test('connects the program to the key', async () => {
    const { app, calls } = deviceApp()
    await app.submitCode('code')
    await app.approve()
    expect(app.screen.get()).toEqual({ step: 'done', request, isConnected: true })
    expect(calls.slice(1)).toEqual([['approve', 'code', 'key', undefined]])
  })

  test('keeps the input and shows why, if a code finds nothing', async () => {
    const { app } = deviceApp([refused({ status: 404 })])
    await app.submitCode('wrong')
    expect(app.screen.get()).toMatchObject({ step: 'code', isBusy: false, failure: { details: { status: 404 } } })
  })

  test('S21: approves with a passkey after the endpoint has asked for one', async () => {
    const failures: OpenKeyError[] = []
    const { app, calls, passkeys } = deviceApp(failures)
    await app.submitCode('code')
    failures.push(refused({ expected: 'passkey' }))
    await app.approve()
    expect(passkeys.asked).toHaveLength(1)
    expect(calls.slice(1)).toEqual([
      ['approve', 'code', 'key', undefined],
      ['approve', 'code', 'key', 'challenge'],
    ])
    expect(app.screen.get()).toMatchObject({ step: 'done', isConnected: true })
  })

  test('connects nothing if the passkey is not used, and can be tried again', async () => {
    const failures: OpenKeyError[] = []
    const { app, passkeys } = deviceApp(failures)
    await app.submitCode('code')
    failures.push(refused({ expected: 'passkey' }))
    passkeys.failNext(new OpenKeyError('user_rejected', ''))
    await app.approve()
    expect(app.screen.get()).toMatchObject({ step: 'review', isBusy: false, failure: { code: 'user_rejected' } })
    await app.approve()
    expect(app.screen.get()).toMatchObject({ step: 'done', isConnected: true })
  })

  test('declines', async () => {
    const { app, calls } = deviceApp()
    await app.submitCode('code')
    await app.decline()
    expect(calls.slice(1)).toEqual([['decline', 'code']])
    expect(app.screen.get()).toEqual({ step: 'done', request, isConnected: false })
  })

  test('ignores what the user does while a step runs', async () => {
    const { app, calls } = deviceApp()
    await app.submitCode('code')
    await Promise.all([app.approve(), app.approve(), app.decline()])
    expect(calls.slice(1)).toEqual([['approve', 'code', 'key', undefined]])
  })

  test('starts over with an empty input', async () => {
    const { app } = deviceApp()
    await app.submitCode('code')
    await app.approve()
    app.startOver()
    expect(app.screen.get()).toEqual({ step: 'code', isBusy: false })
  })
})
