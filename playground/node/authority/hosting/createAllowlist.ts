import { NodeError } from '../../errors/nodeError.ts'

/** Resolves if a space may be hosted here. @throws {NodeError} `space_refused`, `allowlist_unavailable` */
export type CheckHosting = (space: string) => Promise<void>

const timeoutMs = 3_000

/**
 * Creates a check that asks a service whether a space may be hosted: `GET <url>/<space>`, percent-encoded. 2xx allows
 * the space, 4xx denies it, and any other answer leaves it undecided. The protocol is our own.
 * @param url base URL of the service. @default every space is allowed
 */
export function createAllowlist(url: string | undefined): CheckHosting {
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
