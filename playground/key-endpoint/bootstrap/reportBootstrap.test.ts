import { describe, expect, test } from 'vitest'
import type { LogEntry } from '../log.ts'
import { type Bootstrap, type BootstrapRequest, noBootstrap } from './bootstrap.ts'
import { createReportBootstrap } from './reportBootstrap.ts'

const request: BootstrapRequest = {
  userId: 'ada',
  keyId: 'k',
  address: '0x0',
  message: 'm',
  format: 'personal_sign',
  sign: () => '0x',
}

function build(run: Bootstrap['run'], budgetMs = 20) {
  const logged: LogEntry[] = []
  return { ...createReportBootstrap({ bootstrap: { run }, budgetMs, log: (entry) => logged.push(entry) }), logged }
}

describe('createReportBootstrap', () => {
  test('returns the report of the bootstrap', async () => {
    expect(await build(async () => ({ status: 'complete' })).report(request)).toEqual({ status: 'complete' })
    expect(await build(noBootstrap.run).report(request)).toEqual({ status: 'skipped' })
  })

  test('S14: reports a bootstrap that throws, without its text', async () => {
    const { report, logged } = build(async () => {
      throw new TypeError('a secret')
    })
    expect(await report(request)).toEqual({ status: 'failed', errorCode: 'tinycloud_bootstrap_failed' })
    expect(logged).toContainEqual({ event: 'bootstrap_failed', error: 'TypeError' })
  })

  test('S14: reports a bootstrap over budget as pending, and lets it continue', async () => {
    const { promise, resolve } = deferred()
    const { report, logged } = build(async () => {
      await promise
      return { status: 'complete' }
    })
    expect(await report(request)).toEqual({ status: 'pending' })
    expect(logged).toEqual([])
    resolve()
    await promise
    await new Promise(setImmediate)
    expect(logged).toEqual([{ event: 'bootstrap_settled', bootstrap: 'complete' }])
  })

  test('stops the runs in progress, and does not wait for those that hang', async () => {
    let signalled = false
    const { report, stop } = build((_, { signal }) => {
      signal.addEventListener('abort', () => {
        signalled = true
      })
      return new Promise(() => {})
    })
    await report(request)
    await stop()
    expect(signalled).toBe(true)
  })
})

function deferred() {
  let resolve = () => {}
  const promise = new Promise<void>((settle) => {
    resolve = settle
  })
  return { promise, resolve: () => resolve() }
}
