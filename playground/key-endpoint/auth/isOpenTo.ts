import type { Caller } from '../sessions/readCaller.ts'

/**
 * Whether a session is alive and bound to just what its caller proved. A bound session is no plain bearer where proofs
 * are switched off, and one that is bound to nothing is worth nothing where they are required.
 */
export function isOpenTo(
  { thumbprint }: Caller,
  session: { readonly expiresAt: Date; readonly dpopThumbprint: string | null },
  now: number,
): boolean {
  return session.expiresAt.getTime() > now && session.dpopThumbprint === thumbprint
}
