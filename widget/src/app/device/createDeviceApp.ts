import type { DeviceScreen } from '../../domain/deviceConnection.ts'
import type { DeviceRequests } from '../../ports/deviceRequests.ts'
import type { SessionToken } from '../../ports/keyEndpoint.ts'
import { type GestureOptions, withGesture } from '../passkeys/withGesture.ts'
import { createStore, type Store } from '../store.ts'
import { toOpenKeyError } from '../toOpenKeyError.ts'

export type DeviceAppOptions = GestureOptions & {
  readonly requests: DeviceRequests
  readonly token: SessionToken
  /** The key that a program is connected to. */
  readonly keyId: string
}

/** Connects a program whose code the user has typed. */
export type DeviceApp = {
  readonly screen: Pick<Store<DeviceScreen>, 'get' | 'subscribe'>
  submitCode(userCode: string): Promise<void>
  approve(): Promise<void>
  decline(): Promise<void>
  /** Returns to the input of the code. Decides nothing. */
  startOver(): void
}

/**
 * Creates the app for a signed-in user. One step runs at a time; what the user does meanwhile has no effect. A failure
 * leaves the screen as it was.
 */
export function createDeviceApp(options: DeviceAppOptions): DeviceApp {
  const { requests, token, keyId } = options
  const screen = createStore<DeviceScreen>({ step: 'code', isBusy: false })

  /** Runs one step of a screen, unless another one is running. */
  async function run(current: UndecidedScreen, work: (signal: AbortSignal) => Promise<DeviceScreen>): Promise<void> {
    if (current.isBusy) return
    const busy: DeviceScreen = { ...current, isBusy: true, failure: undefined }
    const finish = (next: DeviceScreen) => {
      if (screen.get() === busy) screen.set(next)
    }
    screen.set(busy)
    try {
      finish(await work(new AbortController().signal))
    } catch (error) {
      finish({ ...current, isBusy: false, failure: toOpenKeyError(error) })
    }
  }

  return {
    screen,
    async submitCode(userCode) {
      const current = screen.get()
      if (current.step !== 'code') return
      await run(current, async () => {
        const request = await requests.find(token, userCode)
        return { step: 'review', userCode, request, isBusy: false }
      })
    },
    async approve() {
      const current = screen.get()
      if (current.step !== 'review') return
      const { userCode, request } = current
      await run(current, async (signal) => {
        await withGesture(options, (change) => requests.approve(token, { userCode, keyId }, change), signal)
        return { step: 'done', request, isConnected: true }
      })
    },
    async decline() {
      const current = screen.get()
      if (current.step !== 'review') return
      const { userCode, request } = current
      await run(current, async () => {
        await requests.decline(token, userCode)
        return { step: 'done', request, isConnected: false }
      })
    },
    startOver: () => screen.set({ step: 'code', isBusy: false }),
  }
}

type UndecidedScreen = Exclude<DeviceScreen, { readonly step: 'done' }>
