import {
  type Caveat,
  parseSiweMessage,
  parseTimestamp,
  type Recap,
  readRecap,
  recapStatement,
} from '@openkey/protocol/siwe'

/**
 * Tells whether a message grants nothing that another message does not grant: the same fields, no later expiry, and
 * some of its capabilities with the same caveats. Both are read from their text, so that this does not depend on how
 * the narrower one was written.
 */
export function isNarrower(candidate: string, baseline: string): boolean {
  const [narrow, wide] = [read(candidate), read(baseline)]
  if (narrow === undefined || wide === undefined) return false
  return (
    JSON.stringify(narrow.fixed) === JSON.stringify(wide.fixed) &&
    narrow.expiresAt <= wide.expiresAt &&
    narrow.recap.prf.join() === wide.recap.prf.join() &&
    isPartOf(narrow.recap, wide.recap)
  )
}

/** @returns `undefined` for a text that is not a SIWE message with a ReCap */
function read(text: string) {
  try {
    const message = parseSiweMessage(text)
    const recap = readRecap(message)
    if (recap === undefined) return undefined
    const { statement = '', resources = [], expirationTime, ...others } = message
    const generated = recapStatement(recap)
    const words = statement.slice(0, statement.length - generated.length)
    const expiresAt = expirationTime === undefined ? Number.POSITIVE_INFINITY : parseTimestamp(expirationTime)
    return { recap, expiresAt, fixed: [Object.entries(others).sort(), words, resources.slice(0, -1)] }
  } catch {
    return undefined
  }
}

function isPartOf(narrow: Recap, wide: Recap): boolean {
  return Object.entries(narrow.att).every(([resource, abilities]) =>
    Object.entries(abilities).every(([ability, caveats]) => {
      const granted = wide.att[resource]?.[ability]
      return granted !== undefined && textOf(granted) === textOf(caveats)
    }),
  )
}

/** Both come from canonical ReCaps, whose members are in one order. */
function textOf(caveats: readonly Caveat[]): string {
  return JSON.stringify(caveats)
}
