import {
  type Capability,
  encodeRecap,
  formatSiweMessage,
  isRequired,
  listCapabilities,
  narrowRecap,
  parseSiweMessage,
  type Recap,
  readRecap,
  recapStatement,
  type SiweMessage,
} from '@openkey/protocol/siwe'
import { HttpError } from '../http/httpError.ts'
import { actionId, actionOf } from './actionId.ts'
import { isNarrower } from './isNarrower.ts'

export type Narrowing = {
  /** Ids of the actions to keep. Implied ones are always kept. */
  readonly selected: readonly string[]
  /** RFC 3339. @default that of the message */
  readonly expirationTime?: string | undefined
}

/**
 * Writes a message that grants only the selected actions, until an earlier time if one is given. Every other field
 * stays; the ReCap stays the last resource, and the statement ends with the sentence of the new one. Without a change,
 * the bytes are those of the message.
 * @throws {HttpError} 400 with the code of what is wrong with the selection
 */
export function narrowMessage(text: string, { selected, expirationTime }: Narrowing): string {
  const message = parseSiweMessage(text)
  const recap = readRecap(message)
  if (recap === undefined) throw narrowError('not_a_recap_siwe', 'The message has no ReCap')
  const actions = listCapabilities(recap).map(actionOf)
  const known = new Set(actions.filter((action) => !isRequired(action)).map(actionId))
  if (selected.length === 0) throw narrowError('empty_selection', 'Select at least one action')
  if (!selected.every((id) => known.has(id))) {
    throw narrowError('action-not-in-baseline', 'The selection has an action that the message does not grant')
  }
  const kept = keep(recap, new Set(selected))
  const narrowed = write(message, recap, kept, expirationTime)
  const result = isWhole(kept, recap) && expirationTime === undefined ? text : narrowed
  if (!isNarrower(result, text)) {
    throw narrowError('candidate-broadens-baseline', 'The selection would grant more than the message')
  }
  return result
}

export function narrowError(code: string, message: string): HttpError {
  return new HttpError(400, message, { code })
}

function keep(recap: Recap, selected: ReadonlySet<string>): Recap {
  const isRemoved = (capability: Capability) => {
    const action = actionOf(capability)
    return !isRequired(action) && !selected.has(actionId(action))
  }
  return narrowRecap(recap, listCapabilities(recap).filter(isRemoved))
}

function isWhole(kept: Recap, recap: Recap): boolean {
  return listCapabilities(kept).length === listCapabilities(recap).length
}

function write(message: SiweMessage, recap: Recap, kept: Recap, expirationTime: string | undefined): string {
  const { statement = '', resources = [] } = message
  const words = statement.slice(0, statement.length - recapStatement(recap).length)
  return formatSiweMessage({
    ...message,
    statement: words + recapStatement(kept),
    resources: [...resources.slice(0, -1), encodeRecap(kept)],
    ...(expirationTime !== undefined && { expirationTime }),
  })
}
