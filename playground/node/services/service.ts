import type { Capability } from '@openkey/protocol/siwe'
import type { Authority, Invocation } from '../authority/invocation/invocation.ts'

/** A request to `/invoke` whose invocation is opened: its sender is known, its rights are not. */
export type StagedRequest = {
  readonly invocation: Invocation
  readonly headers: Headers
  /** Reads the whole body, up to `maxBytes` where that is less than the node takes. @throws {NodeError} `body_too_large` */
  readBody(maxBytes?: number): Promise<Uint8Array>
}

/** What is left to do once the invocation is admitted. */
export type Operation = (authority: Authority) => Response | Promise<Response>

/** One kind of resource inside a space. */
export type Service = {
  /** Name under `features` of `/info`. */
  readonly feature: string
  /** Whether an invocation of this capability is for this service. */
  claims(capability: Capability): boolean
  /** Refuses a request that could not be answered whatever its rights, and reads what it carries. */
  stage(request: StagedRequest): Promise<Operation>
}
