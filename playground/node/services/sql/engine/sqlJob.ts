import type { NodeErrorCode } from '../../../errors/nodeError.ts'

/** What SQLite stores. Integers are bigint, so that all 64 bits of them arrive. */
export type SqlValue = null | bigint | number | string | Uint8Array

export type SqlStatement = { readonly sql: string; readonly params: readonly SqlValue[] }

/** How large the answer of a query may be. */
export type SqlBounds = { readonly maxRows: number; readonly maxBytes: number }

/** What a client asks of one database. `named` is a statement its own capability holds; it reads or writes. */
export type SqlRequest =
  | { readonly action: 'query'; readonly statement: SqlStatement; readonly bounds: SqlBounds }
  | { readonly action: 'execute'; readonly schema: readonly string[]; readonly statement: SqlStatement }
  | { readonly action: 'batch'; readonly statements: readonly SqlStatement[] }
  | { readonly action: 'named'; readonly statement: SqlStatement; readonly bounds: SqlBounds }
  | { readonly action: 'export' }

/** What a request may do. */
export type SqlRights = {
  readonly read: boolean
  readonly write: boolean
  /** CREATE, ALTER and DROP. */
  readonly define: boolean
  readonly pragma: boolean
}

/** A request and the whole database it is about; a database nobody wrote to is absent. */
export type SqlJob = {
  readonly database: Uint8Array | undefined
  readonly rights: SqlRights
  readonly request: SqlRequest
}

export type SqlReply = { readonly json: string } | { readonly file: Uint8Array }

/**
 * What came of a job. `database` is the whole database as it is after it, absent when nothing changed. A refused batch
 * may have changed it: the statements before the one that failed stand.
 */
export type SqlOutcome = {
  readonly answer:
    | { readonly reply: SqlReply }
    | { readonly refusal: { readonly code: NodeErrorCode; readonly detail: string | undefined } }
  readonly database?: Uint8Array | undefined
}
