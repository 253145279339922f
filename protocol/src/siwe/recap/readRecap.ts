import { OpenKeyError } from '../../errors/openKeyError.ts'
import { readRecipient } from '../message/recipient.ts'
import type { SiweMessage } from '../message/siweMessage.ts'
import { maxResources } from './checkRecap.ts'
import { decodeRecap } from './decodeRecap.ts'
import { type Recap, recapMalformed } from './recap.ts'
import { recapOpening, recapStatement } from './recapStatement.ts'

/**
 * Reads what a SIWE message delegates and checks that the message says so.
 *
 * Must hold, or the user could read one thing and sign another:
 * - the ReCap is the last resource and the only one that begins with `urn:recap:` in any case of letters;
 * - it is canonical, with at most 64 resources, 256 abilities in all and 64 proofs;
 * - the statement ends with exactly the sentence generated from it, and what precedes does not open such a sentence;
 * - the URI is the did:key of a session or of a node's peer, or the did:pkh of another user (`readRecipient`).
 *
 * @returns `undefined` for a message without ReCap.
 * @throws {OpenKeyError} `recap_malformed`, `recap_statement_mismatch`, `siwe_uri_mismatch`; `message_too_large` for a
 * ReCap whose statement no message can hold
 */
export function readRecap(message: SiweMessage): Recap | undefined {
  const { statement = '', resources = [] } = message
  const recaps = resources.filter((resource) => /^urn:recap:/i.test(resource))
  const last = resources[resources.length - 1]
  if (recaps.length === 0 || last === undefined) return undefined
  if (recaps.length > 1 || recaps[0] !== last)
    throw recapMalformed('A message may have one ReCap, which must be its last resource.')

  const recap = decodeRecap(last, { maxResources })
  checkStatement(statement, recap)
  readRecipient(message)
  return recap
}

function checkStatement(statement: string, recap: Recap): void {
  const sentence = recapStatement(recap)
  const preceding = statement.slice(0, -sentence.length)
  const isJoined = preceding === '' || /[^ ] $/.test(preceding)
  if (statement.endsWith(sentence) && isJoined && !plain(preceding).includes(opening)) return
  throw new OpenKeyError('recap_statement_mismatch', 'The statement does not match the capabilities of the ReCap.', {
    details: { field: 'Statement' },
  })
}

/** Without its last words, so that no near miss of it can stand before the real one. */
const opening = plain(recapOpening.slice(0, 'I further authorize the stated URI'.length))

/** As a hurried reader sees it: in any case of letters, and however many spaces. */
function plain(text: string): string {
  return text.toLowerCase().replace(/ +/g, ' ')
}
