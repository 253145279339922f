import { NodeError } from '../../errors/nodeError.ts'

/** Lets a space be hosted here, or throws why not. */
export type AdmitSpace = (space: string) => Promise<void>

const timeoutMs = 3_000

/**
 * Asks a service which spaces may be hosted: `GET <url>/<space>`, percent-encoded. Any 2xx admits; 4xx refuses; what is
 * no answer admits nothing. How the two talk is ours.
 * @param url without it, every space is admitted
 */
export function createAllowlist(url: string | undefined): AdmitSpace {
  if (url === undefined) return async () => undefined
  const base = url.replace(/\/+$/, '')
  return async (space) => {
    const status = await ask(`${base}/${encodeURIComponent(space)}`)
    if (status >= 400 && status < 500) throw new NodeError('space_refused', space)
    if (status < 200 || status >= 300) throw new NodeError('allowlist_unavailable')
  }
}

async function ask(url: string): Promise<number> {
  try {
    const response = await fetch(url, { redirect: 'error', signal: AbortSignal.timeout(timeoutMs) })
    await response.body?.cancel()
    return response.status
  } catch (cause) {
    throw new NodeError('allowlist_unavailable', undefined, { cause })
  }
}
