import { decodeRecap, listCapabilities } from '@openkey/protocol/siwe'
import * as z from 'zod'
import type { Link } from '../authority/delegation/closure.ts'
import type { Delegation } from '../authority/delegation/delegation.ts'

const isRevoked = `CASE WHEN EXISTS (SELECT 1 FROM revocation WHERE revocation.cid = delegation.cid) THEN 1 ELSE 0 END
  AS is_revoked`
/** The columns of a {@link linkRow}. */
export const linkColumns = ['cid', 'delegator', 'delegatee', 'parents', 'not_before_ms', 'expires_at_ms', 'is_terminal']
/** `att` is stored as a ReCap URI, because only the ReCap decoder preserves caveats with any name. */
export const delegationColumns = [...linkColumns, 'raw', 'att']
/** Selects columns of a delegation, and whether it is revoked. */
export const selected = (names: readonly string[]) =>
  [...names.map((name) => `delegation.${name}`), isRevoked].join(', ')

export const linkRow = z.object({
  cid: z.string(),
  delegator: z.string(),
  delegatee: z.string(),
  parents: z
    .string()
    .transform((text): unknown => JSON.parse(text))
    .pipe(z.array(z.string())),
  not_before_ms: z.number().nullable(),
  expires_at_ms: z.number().nullable(),
  is_terminal: z.int(),
  is_revoked: z.int(),
})
export const contentRow = z.object({ cid: z.string(), raw: z.string(), att: z.string() })
export const delegationRow = linkRow.extend({ raw: z.string(), att: z.string() })

/** The large part of a delegation, which never changes. Its capabilities are parsed when they are first read. */
export type Content = Pick<Delegation, 'raw' | 'att' | 'capabilities'>

export function contentOf({ raw, att: recap }: z.output<typeof contentRow>): Content {
  let parsed: Pick<Delegation, 'att' | 'capabilities'> | undefined
  const parse = () => {
    if (parsed === undefined) {
      const { att } = decodeRecap(recap)
      parsed = { att, capabilities: listCapabilities({ att, prf: [] }) }
    }
    return parsed
  }
  return {
    raw,
    get att() {
      return parse().att
    },
    get capabilities() {
      return parse().capabilities
    },
  }
}

export function linkOf(row: z.output<typeof linkRow>): Link {
  return {
    cid: row.cid,
    delegator: row.delegator,
    delegatee: row.delegatee,
    parents: row.parents,
    notBeforeMs: row.not_before_ms ?? undefined,
    expiresAtMs: row.expires_at_ms ?? undefined,
    isTerminal: row.is_terminal !== 0,
    isRevoked: row.is_revoked !== 0,
  }
}

/** Joins the two parts of a delegation, without reading its capabilities. */
export function joinDelegation(content: Content, link: Link): Delegation {
  return Object.assign(Object.create(content), link)
}
