export type RegistrableDomainStart = (host: string) => number

let loaded: RegistrableDomainStart | undefined

/** Calls back with the Public Suffix List: at once if it has loaded, otherwise after it has loaded while idle. */
export function findRegistrableDomain(onFound: (find: RegistrableDomainStart) => void): void {
  if (loaded !== undefined) {
    onFound(loaded)
    return
  }
  whenIdle(async () => {
    // Without it, the whole host is emphasised, which is not an error.
    const chunk = await import('../../domain/review/registrableDomain.ts').catch(() => undefined)
    loaded = chunk?.registrableDomainStart
    if (loaded !== undefined) onFound(loaded)
  })
}

function whenIdle(run: () => void): void {
  // Safari has no idle callbacks.
  if ('requestIdleCallback' in globalThis) requestIdleCallback(run, { timeout: 1_000 })
  else setTimeout(run, 300)
}
