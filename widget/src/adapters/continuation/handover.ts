import { OpenKeyError } from '@openkey/protocol'
import type { OriginStore } from '../../ports/originStore.ts'
import type { SessionStore } from '../../ports/sessionStore.ts'
import type { Connection } from '../host/answerHandshake.ts'

/**
 * Everything that a frame gives to the window it opened: the origin it has pinned, two ports, and its own storage. The
 * window is a partition of its own and shares none of the frame's storage, so it works on the frame's, by reference.
 */
export type Handover = {
  readonly connection: Connection
  readonly storage: { readonly origins: OriginStore; readonly sessions: SessionStore }
}

/**
 * The member of the frame's `window` that its window reads. Scripts of other origins cannot read it. Its number changes
 * with {@link Handover}, so that frame and window of different builds do not meet.
 */
const handoverProperty = 'openkeyHandover2'

type Ask = (asking: Window) => Handover | undefined

/**
 * Holds a hand-over ready for one window, once. `onClaimed` is called when it has been taken.
 * @returns its undo
 */
export function offerHandover(
  frame: Window,
  { to, handover, onClaimed }: { readonly to: Window; readonly handover: Handover; readonly onClaimed: () => void },
): () => void {
  const withdraw = () => {
    if (Reflect.get(frame, handoverProperty) === ask) Reflect.deleteProperty(frame, handoverProperty)
  }
  const ask: Ask = (asking) => {
    if (asking !== to) return undefined
    withdraw()
    onClaimed()
    return handover
  }
  Reflect.set(frame, handoverProperty, ask)
  return withdraw
}

/**
 * Takes what the frame that opened this window holds ready for it. That the opener's members can be read at all is the
 * browser's proof that it is of this origin; nothing is posted, and nothing can be intercepted.
 * @returns `undefined` where no page of this origin opened this one
 * @throws {OpenKeyError} `presentation_unavailable` where one did and has nothing for this document: it was loaded
 * again
 */
export function takeHandover(window: Window): Handover | undefined {
  const opener: unknown = window.opener
  if (window.parent !== window || !isOfThisOrigin(opener)) return undefined
  const ask: unknown = Reflect.get(opener, handoverProperty)
  const handover = isAsk(ask) ? ask(window) : undefined
  if (handover === undefined) {
    throw new OpenKeyError('presentation_unavailable', 'The request of this window has ended.')
  }
  const { serves, calls, ...pinned } = handover.connection
  // Copied into this document, so that ports and values end with it and not with the frame.
  const connection = structuredClone({ ...pinned, serves, calls }, { transfer: [serves, calls] })
  return { connection, storage: handover.storage }
}

function isOfThisOrigin(opener: unknown): opener is Window {
  if (typeof opener !== 'object' || opener === null) return false
  try {
    return Reflect.get(opener, 'document') !== null
  } catch {
    return false
  }
}

function isAsk(value: unknown): value is Ask {
  return typeof value === 'function'
}
