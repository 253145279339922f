import type { KvEntry } from '../../storage/kvStore.ts'

/** Headers of an answer about one value. `nosniff`: what a value says of its type is its author's word. */
export function entryHeaders({ etag, headers }: KvEntry): Record<string, string> {
  return { ...headers, etag, 'cache-control': 'private, no-cache', 'x-content-type-options': 'nosniff' }
}
