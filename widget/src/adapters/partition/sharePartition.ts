import type { Origin } from '@openkey/protocol'
import type { OriginStore } from '../../ports/originStore.ts'
import type { ReviewLock } from '../../ports/reviewLock.ts'
import type { SessionStore } from '../../ports/sessionStore.ts'

/** The widget's data for one bound origin in one storage partition. */
export type Partition = {
  readonly boundOrigin: Origin
  readonly origins: OriginStore
  readonly sessions: SessionStore
  /** Takes a turn in this partition. */
  readonly createLock: () => ReviewLock
}

/**
 * The member of a frame's `window` that a widget window reads. Scripts of other origins cannot read it. Its number
 * changes with {@link Partition}, so that frame and window of different builds do not meet.
 */
export const partitionProperty = 'openkeyPartition2'

export type RequestPartition = (asking: Window) => Partition | undefined

/**
 * Lets a window that the embedding page opens work on this frame's partition, by reference. The browser gives that
 * window its own partition, but this frame must know what the user approves there.
 */
export function sharePartition(frame: Window, partition: Partition): void {
  const ask: RequestPartition = (asking) => {
    const isOfEmbedder = asking.parent === asking && asking.opener === frame.parent
    return isOfEmbedder ? { ...partition, sessions: cloneOnWrite(partition.sessions) } : undefined
  }
  Reflect.set(frame, partitionProperty, ask)
}

/**
 * Wraps a frame's session store for use by a window. Copies what the window writes, because its objects end with it.
 */
export function cloneOnWrite(sessions: SessionStore): SessionStore {
  return { ...sessions, write: (session) => sessions.write(structuredClone(session)) }
}
