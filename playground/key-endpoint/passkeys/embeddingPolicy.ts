import { isLoopback } from './isLoopback.ts'

/** Which pages may stand around the frame in which a passkey is used: any, or exactly these origins. */
export type Embedding = { readonly allow: 'any' | readonly string[] }

/**
 * Whether a passkey may be used in a frame on this page. `any` means any https origin and http on loopback, as a browser
 * would serialise it.
 */
export function mayEmbed({ allow }: Embedding, origin: string): boolean {
  if (allow !== 'any') return allow.includes(origin)
  const url = URL.canParse(origin) ? new URL(origin) : undefined
  if (url === undefined || url.origin !== origin) return false
  return url.protocol === 'https:' || (url.protocol === 'http:' && isLoopback(url.hostname))
}
