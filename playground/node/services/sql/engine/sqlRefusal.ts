import type { NodeErrorCode } from '../../../errors/nodeError.ts'

/** A refusal inside the engine. It crosses threads as its two members. */
export class SqlRefusal extends Error {
  override readonly name = 'SqlRefusal'
  readonly code: NodeErrorCode
  readonly detail: string | undefined

  constructor(code: NodeErrorCode, detail?: string) {
    super(detail ?? code)
    this.code = code
    this.detail = detail
  }
}
