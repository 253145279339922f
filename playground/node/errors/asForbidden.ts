import { NodeError, type NodeErrorCode } from './nodeError.ts'

/** Reports 401 errors of `work` as a 403 error, except for a missing or undecodable header. */
export async function asForbidden<Value>(code: NodeErrorCode, work: () => Promise<Value>): Promise<Value> {
  try {
    return await work()
  } catch (error) {
    const isElsewhere = error instanceof NodeError && error.status === 401 && !error.code.startsWith('header_')
    throw isElsewhere ? new NodeError(code, error.message, { cause: error }) : error
  }
}
