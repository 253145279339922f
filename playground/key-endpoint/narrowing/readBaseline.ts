import { createHash } from 'node:crypto'
import {
  encodeRecap,
  formatSpaceId,
  isRequired,
  listCapabilities,
  parseSiweMessage,
  type Recap,
  readRecap,
  type SiweMessage,
} from '@openkey/protocol/siwe'
import { type Action, actionId, actionOf } from './actionId.ts'
import { narrowError } from './narrowMessage.ts'

/** The capabilities and expiration that a message asks for, before the owner narrows them. */
export type Baseline = {
  readonly siwe: SiweMessage
  /** Ids of the actions that can be selected, each once. */
  readonly actionIds: readonly string[]
  /** SHA-256 of the canonical ReCap, hex. It covers the caveats. */
  readonly digest: string
  /** Space of the first capability that names one; `''` if none does. */
  readonly spaceId: string
}

/**
 * Reads a message for narrowing.
 * @throws {HttpError} 400 with the code of what is missing
 */
export function readBaseline(text: string): Baseline {
  const { siwe, recap } = parse(text)
  if (recap === undefined) throw narrowError('not_a_recap_siwe', 'The message has no ReCap')
  if (siwe.expirationTime === undefined) throw narrowError('invalid_siwe_header', 'The message never expires')
  const capabilities = listCapabilities(recap)
  if (capabilities.length === 0) throw narrowError('empty_recap_entries', 'The ReCap grants nothing')
  const space = capabilities.find((capability) => capability.space !== undefined)?.space
  return {
    siwe,
    actionIds: [...new Set(actionsOf(recap).filter(isSelectable).map(actionId))],
    digest: createHash('sha256').update(encodeRecap(recap)).digest('hex'),
    spaceId: space === undefined ? '' : formatSpaceId(space),
  }
}

/** Groups what a message grants by service, space and path, as clients compare it with what they prepared. */
export function permissionsOf(text: string) {
  const groups = new Map<string, Omit<Action, 'ability'> & { actions: string[] }>()
  for (const { ability, ...place } of actionsOf(parse(text).recap ?? { att: {}, prf: [] })) {
    const id = JSON.stringify(place)
    const group = groups.get(id) ?? { ...place, actions: [] }
    group.actions.push(ability)
    groups.set(id, group)
  }
  return [...groups.values()]
}

/** Ids of the selectable actions that a message grants. */
export function selectedIn(text: string): readonly string[] {
  return readBaseline(text).actionIds
}

const isSelectable = (action: Action) => !isRequired(action)

function actionsOf(recap: Recap): readonly Action[] {
  return listCapabilities(recap).map(actionOf)
}

function parse(text: string): { readonly siwe: SiweMessage; readonly recap: Recap | undefined } {
  try {
    const siwe = parseSiweMessage(text)
    return { siwe, recap: readRecap(siwe) }
  } catch {
    throw narrowError('invalid_siwe_recap', 'The text is not a SIWE message with a valid ReCap')
  }
}
