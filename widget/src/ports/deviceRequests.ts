import type { DeviceRequest } from '../domain/deviceConnection.ts'
import type { CallOptions, ChangeOptions, SessionToken } from './keyEndpoint.ts'

/**
 * Requests of programs to be connected to the account. Every method rejects as those of `KeyEndpoint` do; a code under
 * which no program waits is `key_endpoint_rejected`.
 */
export type DeviceRequests = {
  /** Returns the request that waits under a code, as the user typed it. */
  find(token: SessionToken, userCode: string, options?: CallOptions): Promise<DeviceRequest>
  /** Connects the program to one key. */
  approve(
    token: SessionToken,
    decision: { readonly userCode: string; readonly keyId: string },
    options?: ChangeOptions,
  ): Promise<void>
  decline(token: SessionToken, userCode: string, options?: CallOptions): Promise<void>
}
