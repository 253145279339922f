import {
  type HostMethods,
  hostChecks,
  OpenKeyError,
  openChannel,
  parseOrigin,
  type WidgetMethods,
} from '@openkey/protocol'
import { fakeClock } from '@openkey/protocol/testing'
import { describe, expect, test, vi } from 'vitest'
import { rejectingHandlers } from '../../app/rejectingHandlers.ts'
import { connectHost } from './connectHost.ts'

const requestId = '00000000-0000-4000-8000-000000000000'

/** A host at the other end of two real ports. */
function connect(offerWindow: () => null = () => null, version = 1) {
  const [intoWidget, intoHost] = [new MessageChannel(), new MessageChannel()]
  const heard: string[] = []
  let said: unknown
  const hear = (name: string) => () => {
    heard.push(name)
    return null
  }
  const channel = openChannel<WidgetMethods, HostMethods>({
    calls: intoWidget.port1,
    serves: intoHost.port1,
    checks: hostChecks,
    clock: fakeClock(0),
    handlers: {
      ready(input) {
        said = input
        heard.push('ready')
        return null
      },
      resize: hear('resize'),
      stage: hear('stage'),
      dismiss: hear('dismiss'),
      offerWindow: () => {
        heard.push('offerWindow')
        return offerWindow()
      },
    },
  })
  const host = connectHost({
    connection: {
      boundOrigin: parseOrigin('https://app.example'),
      version,
      connect: { type: 'openkey:connect', instance: requestId, versions: [1], channel: requestId, appName: 'Notes' },
      serves: intoWidget.port2,
      calls: intoHost.port2,
    },
    serve: () => rejectingHandlers(new OpenKeyError('internal', 'Not here.')),
    approval: Promise.resolve('window'),
  })
  return { host, heard, ready: () => said, close: () => channel.close(new OpenKeyError('destroyed', 'Over.')) }
}

const severed = () => {
  throw new OpenKeyError('opener_severed', 'Isolated.')
}

describe('connectHost', () => {
  test('reports from version 2 on where requests are approved, and sends nothing new to a version 1 host', async () => {
    for (const [version, approval] of [
      [1, {}],
      [2, { approval: 'window' }],
    ] as const) {
      const { heard, ready, close } = connect(undefined, version)
      await vi.waitFor(() => expect(heard).toEqual(['ready']))
      expect(ready()).toEqual({ channel: requestId, version, ...approval })
      close()
    }
  })

  test('asks once whether a window could reach the page, as soon as there is a screen', async () => {
    const { host, heard, close } = connect()
    host.stage({ requestId, name: 'waiting' })
    host.stage({ requestId, name: 'authenticating' })
    await host.offerWindow({ requestId })
    expect(heard).toEqual(['ready', 'stage', 'offerWindow', 'stage'])
    close()
  })

  test('has the answer at hand when a window is wanted, within the task of the press', async () => {
    const { host, close } = connect()
    host.stage({ requestId, name: 'waiting' })
    await host.offerWindow({ requestId })
    let isLater = false
    setTimeout(() => {
      isLater = true
    })
    await host.offerWindow({ requestId })
    expect(isLater).toBe(false)
    close()
  })

  test('passes on that none could, each time', async () => {
    const { host, close } = connect(severed)
    host.stage({ requestId, name: 'waiting' })
    await expect(host.offerWindow({ requestId })).rejects.toMatchObject({ code: 'opener_severed' })
    await expect(host.offerWindow({ requestId })).rejects.toMatchObject({ code: 'opener_severed' })
    close()
  })
})
