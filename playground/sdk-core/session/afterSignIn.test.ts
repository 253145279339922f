import { describe, expect, onTestFinished, test } from 'vitest'
import { createNode } from '../../node/index.ts'
import { clientsOf, host, testClock } from '../testing/clientsOf.ts'
import { alice } from '../testing/wallets.ts'
import type { AfterSignInHook } from './afterSignIn.ts'

describe('afterSignIn', () => {
  test('hooks run one after the other, between the check of the node and the first delegation', async () => {
    const order: string[] = []
    const slow: AfterSignInHook = {
      run: async ({ address }) => {
        await new Promise((resolve) => setTimeout(resolve, 5))
        order.push(`first ${address} ${requests().join()}`)
      },
    }
    const { tinycloud, requests } = await playground([slow, { run: () => void order.push('second') }])
    await tinycloud.signIn()
    expect(order).toEqual([`first ${alice.address} GET ${host}/info`, 'second'])
  })

  test('by default a failure aborts the sign-in: later hooks do not run, nothing is sent or stored', async () => {
    const cause = new Error('no seat left')
    let hasRunLater = false
    const later: AfterSignInHook = {
      run: () => {
        hasRunLater = true
      },
    }
    const { tinycloud, requests } = await playground([{ run: () => Promise.reject(cause) }, later])
    await expect(tinycloud.signIn()).rejects.toMatchObject({
      code: 'hook_failed',
      message: 'The hook `afterSignIn[0]` failed, so nobody is signed in.',
      cause,
    })
    expect(hasRunLater).toBe(false)
    expect(requests()).toEqual([`GET ${host}/info`])
    expect(tinycloud.session()).toBeUndefined()
    expect(await tinycloud.hasStoredSession()).toBe(false)
  })

  test('with a function as onFailure, the sign-in continues', async () => {
    const cause = new Error('no telemetry')
    const failures: unknown[] = []
    const broken: AfterSignInHook = {
      run: () => {
        throw cause
      },
      onFailure: (error) => failures.push(error),
    }
    const { tinycloud } = await playground([broken])
    await tinycloud.signIn()
    expect(failures).toEqual([cause])
    expect(await tinycloud.kv.put('a', 'b')).toMatchObject({ ok: true })
  })
})

async function playground(afterSignIn: readonly AfterSignInHook[]) {
  const clock = testClock()
  const node = await createNode({ dataDir: ':memory:', clock })
  onTestFinished(() => node.close())
  const { tinycloud, requests } = clientsOf(node, clock)(alice, { afterSignIn })
  return { tinycloud, requests: () => requests }
}
