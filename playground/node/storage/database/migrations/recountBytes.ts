import { rowBytes } from '../../../limits.ts'

/** Counts the bytes of every space anew: values and databases, with keys, headers and what a row takes. */
export const recountBytes = `UPDATE space SET used_bytes =
  (SELECT coalesce(sum(kv.size + length(kv."key") + length(kv.headers) + ${rowBytes}), 0)
   FROM kv WHERE kv.space = space.id) +
  (SELECT coalesce(sum(length(stored.bytes) + length(stored.name) + ${rowBytes}), 0)
   FROM sql_database AS stored WHERE stored.space = space.id)`
