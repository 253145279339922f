import type { Log } from '../log.ts'
import { type Resealing, resealKeys } from './resealKeys.ts'

export type BackgroundResealing = Pick<Resealing, 'database' | 'secret' | 'previous'> & { readonly log: Log }

/**
 * Moves the keys of an embedded database, which no other process can open, while its endpoint serves.
 * @returns a function that stops the move and resolves once it has stopped
 */
export function resealInBackground({ log, ...resealing }: BackgroundResealing): () => Promise<void> {
  const stopping = new AbortController()
  const ended = resealKeys({ ...resealing, signal: stopping.signal }).then(
    (moved) => log({ event: 'keys_resealed', outcome: moved === undefined ? 'stopped' : 'complete' }),
    (error: unknown) => log({ event: 'resealing_failed', error: error instanceof Error ? error.name : 'unknown' }),
  )
  return () => {
    stopping.abort()
    return ended
  }
}
