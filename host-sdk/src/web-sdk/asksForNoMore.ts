import { type Narrowing, OpenKeyError } from '@openkey/protocol'

/** The capabilities that a message requests, by resource, and when they expire. */
type Request = {
  readonly att: { readonly [resource: string]: { readonly [ability: string]: unknown } }
  readonly prf: readonly string[]
  /** Milliseconds since the epoch. `Infinity` without an end. */
  readonly expiresAt: number
}

/**
 * Returns whether a message asks for nothing but what the user kept of another one: fewer or the same abilities, with
 * the same caveats and proofs, until the same time or an earlier one. The widget has read the messages strictly or will
 * do so; this reads no more than is needed.
 */
export function asksForNoMore(siwe: string, { of, narrowing }: { of: string; narrowing: Narrowing }): boolean {
  const [next, before] = [readRequest(siwe), readRequest(of)]
  const { removed, expirationTime } = narrowing
  const isRemoved = (resource: string, ability: string) =>
    removed.some((gone) => gone.resource === resource && gone.ability === ability)
  const chosenEnd = expirationTime === undefined ? before.expiresAt : Date.parse(expirationTime)
  return (
    next.expiresAt <= Math.min(before.expiresAt, chosenEnd) &&
    textOf(next.prf) === textOf(before.prf) &&
    Object.entries(next.att).every(([resource, abilities]) =>
      Object.entries(abilities).every(
        ([ability, caveats]) =>
          !isRemoved(resource, ability) && textOf(caveats) === textOf(before.att[resource]?.[ability]),
      ),
    )
  )
}

/** The text of canonical JSON. No text for an ability that is not there. */
function textOf(value: unknown): string | undefined {
  return JSON.stringify(value)
}

/** @throws {OpenKeyError} `recap_malformed` for a message without a ReCap in the form that the widget accepts */
function readRequest(siwe: string): Request {
  const [, recap = ''] = /\n- urn:recap:([\w-]+)$/.exec(siwe) ?? []
  const expirationTime = expirationTimeOf(siwe)
  try {
    const bytes = Uint8Array.from(atob(recap.replace(/-/g, '+').replace(/_/g, '/')), (byte) => byte.charCodeAt(0))
    const { att, prf } = JSON.parse(new TextDecoder().decode(bytes))
    return { att, prf, expiresAt: expirationTime === undefined ? Number.POSITIVE_INFINITY : Date.parse(expirationTime) }
  } catch (cause) {
    throw new OpenKeyError('recap_malformed', 'The message has no ReCap that can be narrowed.', { cause })
  }
}

/** Returns the expiration time of a message as it is written. */
export function expirationTimeOf(siwe: string): string | undefined {
  return /^Expiration Time: (.+)$/m.exec(siwe)?.[1]
}
