import type { Origin } from '@openkey/protocol'
import { type Partition, partitionProperty, type RequestPartition } from './sharePartition.ts'

/** Maximum number of frames of a page that a window searches. */
const maxFrames = 64

/**
 * Finds the partition of a widget's frame on the page that opened this window. The same-origin policy guarantees that a
 * frame whose members can be read is of this origin.
 * @returns `undefined` if that page has no reachable frame, for example because it is inside a shadow tree
 */
export function joinPartition(window: Window, boundOrigin: Origin): Partition | undefined {
  const { opener } = window
  if (!opener || window.parent !== window) return undefined
  for (let index = 0; index < Math.min(opener.length, maxFrames); index++) {
    const partition = askFrame(opener[index], window)
    if (partition?.boundOrigin !== boundOrigin) continue
    // Storage and locks end with the frame they belong to, and what was decided here could not be remembered.
    opener[index].addEventListener('pagehide', () => window.close())
    return partition
  }
  return undefined
}

function askFrame(frame: object, asking: Window): Partition | undefined {
  try {
    const ask: unknown = Reflect.get(frame, partitionProperty)
    return isAsk(ask) ? ask(asking) : undefined
  } catch {
    return undefined
  }
}

function isAsk(value: unknown): value is RequestPartition {
  return typeof value === 'function'
}
