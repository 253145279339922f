import {
  type Clock,
  type DeadlineOptions,
  type ErrorCode,
  type Handlers,
  type HostMethods,
  isOpenKeyError,
  OpenKeyError,
  randomId,
  type WidgetMethods,
  withDeadline,
} from '@openkey/protocol'
import type { WidgetConnection } from '../connection/createWidgetConnection.ts'
import { watchWidget } from '../connection/watchWidget.ts'
import type { OpenKeyEvents } from '../events.ts'
import type { DismissReason } from '../page/hostPage.ts'
import type { DialogVisibility, Release } from './createDialogVisibility.ts'
import { toOpenKeyError } from './toOpenKeyError.ts'

/** The methods that may show a screen. */
export type InteractiveMethod = 'connect' | 'signSiwe'

type OnStage = (stage: OpenKeyEvents['stage']) => void

export type Requests = Pick<Handlers<HostMethods>, 'stage' | 'dismiss'> & {
  /** Shows the dialog, calls the widget, and cancels the request there if it ends early here. */
  readonly send: <Method extends InteractiveMethod>(
    method: Method,
    input: (requestId: string) => WidgetMethods[Method]['input'],
    limits: DeadlineOptions & { readonly onStage: OnStage },
  ) => Promise<WidgetMethods[Method]['value']>
}

export type RequestsOptions = {
  readonly connection: WidgetConnection
  readonly visibility: DialogVisibility
  readonly clock: Clock
}

/** After these errors, the widget shows no screen that the user could read. */
const errorsWithoutScreen: readonly ErrorCode[] = [
  'user_rejected',
  'busy',
  'rate_limited',
  'invalid_params',
  'unsupported_method',
]

const visibilityCheckMs = 1_000

/** Sends the requests that the user answers. Each has an id, a dialog, a watched channel, and settles exactly once. */
export function createRequests({ connection, visibility, clock }: RequestsOptions): Requests {
  const open = new Map<string, { readonly method: InteractiveMethod; readonly onStage: OnStage }>()
  /** Open requests whose screen the user has dismissed. Their result arrives on the other port, possibly later. */
  const dismissed = new Set<string>()
  /** Requests that retain the dialog: open ones, and failed ones whose error screen is still shown. */
  const shown = new Map<string, Release>()

  function release(requestId: string) {
    shown.get(requestId)?.()
    shown.delete(requestId)
  }

  function show(requestId: string, fail: (error: OpenKeyError) => void) {
    const failed = [...shown.keys()].filter((id) => !open.has(id))
    const releaseDialog = visibility.retain((error) => {
      release(requestId)
      fail(error)
    })
    shown.set(requestId, releaseDialog)
    for (const id of failed) release(id)
  }

  return {
    async send(method, input, { onStage, ...limits }) {
      let requestId = ''
      let keepsDialogOpen = false
      try {
        requestId = randomId()
        return await withDeadline({ clock, ...limits }, async (fail, whenSettled) => {
          const settled = whenSettled()
          open.set(requestId, { method, onStage })
          show(requestId, fail)
          const checkVisibility = () => {
            if (connection.isVisible()) cancelCheck = clock.after(visibilityCheckMs, checkVisibility)
            else fail(new OpenKeyError('presentation_unavailable', 'The page’s CSS hides OpenKey.'))
          }
          let cancelCheck = clock.after(visibilityCheckMs, checkVisibility)
          settled.addEventListener('abort', () => cancelCheck())
          const channel = await connection.channel()
          if (settled.aborted) throw settled.reason
          const cancel = () => channel.call('cancel', { requestId }).catch(() => {})
          settled.addEventListener('abort', cancel)
          watchWidget({ channel, clock, connection, settled })
          try {
            const value = await channel.call(method, input(requestId), { timeoutMs: Number.POSITIVE_INFINITY })
            connection.setApproved(true)
            return value
          } catch (error) {
            keepsDialogOpen = !channel.isClosed() && isOpenKeyError(error) && !errorsWithoutScreen.includes(error.code)
            throw error
          } finally {
            settled.removeEventListener('abort', cancel)
          }
        })
      } catch (error) {
        throw toOpenKeyError(error)
      } finally {
        open.delete(requestId)
        if (dismissed.delete(requestId) || !keepsDialogOpen) release(requestId)
      }
    },
    stage({ requestId, name }) {
      const request = open.get(requestId)
      request?.onStage({ method: request.method, name })
    },
    dismiss({ requestId }) {
      // Hiding a window closes it, and the result would be lost.
      if (open.has(requestId)) dismissed.add(requestId)
      else release(requestId)
    },
  }
}

/** The user dismissed the dialog itself. */
export function userRejectedError(how: DismissReason): OpenKeyError {
  return new OpenKeyError('user_rejected', 'The user closed the dialog.', { details: { how } })
}
