import type { NodeErrorCode } from '../../../errors/nodeError.ts'

/** A value in SQLite. Integers are bigint, which preserves all 64 bits. */
export type SqlValue = null | bigint | number | string | Uint8Array

export type SqlStatement = { readonly sql: string; readonly params: readonly SqlValue[] }

/** Limits of the result of a query. */
export type SqlBounds = { readonly maxRows: number; readonly maxBytes: number }

/** A request to one database. `named` runs a statement from a caveat, which may read or write. */
export type SqlRequest =
  | { readonly action: 'query'; readonly statement: SqlStatement; readonly bounds: SqlBounds }
  | { readonly action: 'execute'; readonly schema: readonly string[]; readonly statement: SqlStatement }
  | { readonly action: 'batch'; readonly statements: readonly SqlStatement[] }
  | { readonly action: 'named'; readonly statement: SqlStatement; readonly bounds: SqlBounds }
  | { readonly action: 'export' }

/** Rights of the statements of a request. */
export type SqlRights = {
  readonly read: boolean
  readonly write: boolean
  /** CREATE, ALTER and DROP. */
  readonly define: boolean
  readonly pragma: boolean
}

/** A request and the bytes of its database, or `undefined` if the database does not exist. */
export type SqlJob = {
  readonly database: Uint8Array | undefined
  readonly rights: SqlRights
  readonly request: SqlRequest
}

export type SqlReply = { readonly json: string } | { readonly file: Uint8Array }

/**
 * The outcome of a job. `database` holds the new bytes if anything changed. A failed batch may have changed the
 * database, because the statements before the failed one remain applied.
 */
export type SqlOutcome = {
  readonly result:
    | { readonly reply: SqlReply }
    | { readonly error: { readonly code: NodeErrorCode; readonly detail: string | undefined } }
  readonly database?: Uint8Array | undefined
}

/** An error for the caller, raised inside the engine. Its `code` and `detail` are sent to the main thread. */
export class SqlError extends Error {
  override readonly name = 'SqlError'
  readonly code: NodeErrorCode
  readonly detail: string | undefined

  constructor(code: NodeErrorCode, detail?: string) {
    super(detail ?? code)
    this.code = code
    this.detail = detail
  }
}
