/**
 * Runs `load` on the first call and shares its result. A failure is not cached: the next call tries again. A failure
 * that no caller awaits is ignored.
 */
export function memoizeAsync<Value>(load: () => Promise<Value>): () => Promise<Value> {
  let loading: Promise<Value> | undefined
  return () => {
    if (loading) return loading
    loading = load()
    loading.catch(() => {
      loading = undefined
    })
    return loading
  }
}
