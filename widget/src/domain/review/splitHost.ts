export type HostPart = { readonly start: number; readonly text: string; readonly isEmphasised: boolean }

/**
 * Cuts a host behind each dot, where a line may break, and tells the parts that belong to the registrable domain or
 * to the port behind it. The cuts are the same whatever is emphasised. An IP address stays in one piece.
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
