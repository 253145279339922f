export type HostPart = { readonly start: number; readonly text: string; readonly isEmphasised: boolean }

/**
 * Splits a host after each dot, where a line may break, and marks the parts that belong to the registrable domain or to
 * the port after it. The split does not depend on the emphasis. An IP address stays in one piece.
 */
export function splitHost(host: string, registrableDomainStart: number): readonly HostPart[] {
  const cut = /^\[|^[\d.]+(?::\d+)?$/.test(host) ? /$/ : /(?<=\.)/
  let end = 0
  return host.split(cut).map((text) => {
    const start = end
    end += text.length
    return { start, text, isEmphasised: start >= registrableDomainStart }
  })
}
