import type { Invocation } from '../authority/invocation/invocation.ts'
import { NodeError } from '../errors/nodeError.ts'

/** Networks live on one node, so what is done with them is addressed to it. @throws {NodeError} `audience_mismatch` */
export function checkAudience({ audience }: Invocation, nodeId: string): void {
  if (audience !== nodeId) throw new NodeError('audience_mismatch')
}
