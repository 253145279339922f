import { describe, expect, test } from 'vitest'
import type { ClientEvent } from '../../sdk-core/session/clientEvent.ts'
import { alice } from '../../sdk-core/testing/wallets.ts'
import { TinyCloudError } from '../../sdk-core/tinyCloudError.ts'
import { notifyUser } from './notifyUser.ts'

const session = {
  address: alice.address,
  walletAddress: alice.address,
  chainId: 1,
  sessionKey: 'session-1',
  siwe: '',
  signature: '',
}

describe('notifyUser', () => {
  test.each<[ClientEvent, string]>([
    [{ type: 'signed-in', session }, 'status: Signed in as 0x19E7…ff2A.'],
    [{ type: 'restored', session }, 'status: Welcome back, 0x19E7…ff2A.'],
    [{ type: 'expired', session }, 'alert: Your session has ended. Sign in again to continue.'],
    [
      { type: 'sign-in-failed', error: new TinyCloudError('node_unreachable', 'The node does not respond.') },
      'alert: You are not signed in. The node does not respond.',
    ],
    [
      { type: 'sign-in-failed', error: { code: 4_001, message: '<b>no</b>' } },
      'alert: You are not signed in, because the request was declined.',
    ],
    [{ type: 'sign-in-failed', error: new Error('internal: 0xdeadbeef') }, 'alert: You are not signed in. Try again.'],
  ])('says %j', (event, expected) => {
    const said: string[] = []
    notifyUser(event, {
      inform: (text) => said.push(`status: ${text}`),
      alert: (text) => said.push(`alert: ${text}`),
    })
    expect(said).toEqual([expected])
  })
})
