import type { Origin } from '@openkey/protocol'
import type { OriginLedger } from '../ports/originLedger.ts'
import type { ReviewTurn } from '../ports/reviewTurn.ts'
import type { SessionStore } from '../ports/sessionStore.ts'
import { outliving } from './outliving.ts'

/** What the widget keeps in one storage partition of the browser, for one bound origin. */
export type Partition = {
  readonly boundOrigin: Origin
  readonly ledger: OriginLedger
  readonly sessions: SessionStore
  /** Takes part in the turns of this partition. */
  readonly createTurn: () => ReviewTurn
}

/** The member of a frame's `window` that a window looks for. Script of another origin cannot read it. */
const member = 'openkeyPartition'

/** How many frames of a page a window looks through. */
const mostFrames = 64

type Ask = (asking: Window) => Partition | undefined

/**
 * Lets a window that the embedding page opens work on this frame's partition, by reference: the browser gives that window
 * a partition of its own, and what is approved there must be known here.
 */
export function sharePartition(frame: Window, partition: Partition): void {
  const ask: Ask = (asking) => {
    const isOfEmbedder = asking.parent === asking && asking.opener === frame.parent
    return isOfEmbedder ? { ...partition, sessions: outliving(partition.sessions) } : undefined
  }
  Reflect.set(frame, member, ask)
}

/**
 * Finds the partition of a widget's frame on the page that opened this window. That the frame's members can be read at all
 * is the browser's proof that it is of this origin.
 * @returns `undefined` where that page has no such frame within reach, for example inside a shadow tree
 */
export function joinPartition(window: Window, boundOrigin: Origin): Partition | undefined {
  const { opener } = window
  if (!opener || window.parent !== window) return undefined
  for (let index = 0; index < Math.min(opener.length, mostFrames); index++) {
    const partition = askFrame(opener[index], window)
    if (partition?.boundOrigin === boundOrigin) return partition
  }
  return undefined
}

function askFrame(frame: object, asking: Window): Partition | undefined {
  try {
    const ask: unknown = Reflect.get(frame, member)
    return isAsk(ask) ? ask(asking) : undefined
  } catch {
    return undefined
  }
}

function isAsk(value: unknown): value is Ask {
  return typeof value === 'function'
}
