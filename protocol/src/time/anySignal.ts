/** `AbortSignal.any`, which Chrome has only since 116, Firefox since 124 and Safari since 17.4. */
export function anySignal(signals: AbortSignal[]): AbortSignal {
  if ('any' in AbortSignal) return AbortSignal.any(signals)
  const either = new AbortController()
  for (const signal of signals) {
    const follow = () => either.abort(signal.reason)
    if (signal.aborted) follow()
    signal.addEventListener('abort', follow)
  }
  return either.signal
}
