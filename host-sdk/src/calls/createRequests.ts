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
import type { OpenKeyEvents } from '../events.ts'
import type { Link } from '../link/createLink.ts'
import { watchWidget } from '../link/watchWidget.ts'
import type { Curtain, LetGo } from './createCurtain.ts'
import { typed } from './typed.ts'

/** The calls that may show a screen. */
export type Interactive = 'connect' | 'signSiwe'

type OnStage = (stage: OpenKeyEvents['stage']) => void

export type Requests = Pick<Handlers<HostMethods>, 'stage' | 'dismiss'> & {
  /** Shows the dialog, makes the call, and withdraws it in the widget when it is given up here. */
  readonly ask: <Method extends Interactive>(
    method: Method,
    input: (requestId: string) => WidgetMethods[Method]['input'],
    limits: DeadlineOptions & { readonly onStage: OnStage },
  ) => Promise<WidgetMethods[Method]['value']>
}

export type RequestsOptions = {
  readonly link: Link
  readonly curtain: Curtain
  readonly clock: Clock
}

/** Answers of the widget that leave no screen behind for the user to read. */
const screenless: readonly ErrorCode[] = [
  'user_rejected',
  'busy',
  'rate_limited',
  'invalid_params',
  'unsupported_method',
]

/** How often one looks whether the page hides what a person is to see, in milliseconds. */
const lookEveryMs = 1_000

/** Requests people answer: each has an id, the dialog, a watched channel, and exactly one end. */
export function createRequests({ link, curtain, clock }: RequestsOptions): Requests {
  const open = new Map<string, { readonly method: Interactive; readonly onStage: OnStage }>()
  /** Open requests whose screen the user has left. The answer arrives on the other port, possibly later. */
  const left = new Set<string>()
  /** The hold on the dialog of each request whose screen is looked at: open, or refused and still explained. */
  const shown = new Map<string, LetGo>()

  function letGo(requestId: string) {
    shown.get(requestId)?.()
    shown.delete(requestId)
  }

  function show(requestId: string, fail: (error: OpenKeyError) => void) {
    const explained = [...shown.keys()].filter((id) => !open.has(id))
    const release = curtain.hold((error) => {
      letGo(requestId)
      fail(error)
    })
    shown.set(requestId, release)
    for (const id of explained) letGo(id)
  }

  return {
    async ask(method, input, { onStage, ...limits }) {
      const requestId = randomId()
      let isExplained = false
      try {
        return await withDeadline({ clock, ...limits }, async (fail, whenSettled) => {
          const settled = whenSettled()
          open.set(requestId, { method, onStage })
          show(requestId, fail)
          const look = () => {
            if (link.isVisible()) undoLook = clock.after(lookEveryMs, look)
            else fail(new OpenKeyError('presentation_unavailable', 'The page’s CSS hides OpenKey.'))
          }
          let undoLook = clock.after(lookEveryMs, look)
          settled.addEventListener('abort', () => undoLook())
          const channel = await link.channel()
          if (settled.aborted) throw settled.reason
          const withdraw = () => channel.call('cancel', { requestId }).catch(() => {})
          settled.addEventListener('abort', withdraw)
          watchWidget({ channel, clock, link, settled })
          try {
            const value = await channel.call(method, input(requestId), { timeoutMs: Number.POSITIVE_INFINITY })
            link.setApproved(true)
            return value
          } catch (error) {
            isExplained = !channel.isClosed() && isOpenKeyError(error) && !screenless.includes(error.code)
            throw error
          } finally {
            settled.removeEventListener('abort', withdraw)
          }
        })
      } catch (error) {
        throw typed(error)
      } finally {
        open.delete(requestId)
        if (left.delete(requestId) || !isExplained) letGo(requestId)
      }
    },
    stage({ requestId, name }) {
      const asked = open.get(requestId)
      asked?.onStage({ method: asked.method, name })
    },
    dismiss({ requestId }) {
      // Hiding a window closes it, and the answer would be lost.
      if (open.has(requestId)) left.add(requestId)
      else letGo(requestId)
    },
  }
}
