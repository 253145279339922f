import type { OpenKeyError } from '@openkey/protocol'

/** A program that asks to be connected to an account. */
export type DeviceRequest = {
  /** Name that the operator of the key endpoint gave it. */
  readonly program: string
  /** Name of the device, as the program claims it. */
  readonly deviceName?: string | undefined
  /** Network that the request came from, if the key endpoint knows it. */
  readonly network?: string | undefined
  /** Whether it is the network of this browser. */
  readonly isSameNetwork?: boolean | undefined
  /** Duration of the program's access, in milliseconds. */
  readonly accessMs: number
}

/** The screens of connecting a program. */
export type DeviceScreen =
  | { readonly step: 'code'; readonly isBusy: boolean; readonly failure?: OpenKeyError | undefined }
  | {
      readonly step: 'review'
      readonly userCode: string
      readonly request: DeviceRequest
      readonly isBusy: boolean
      /** Why the last attempt connected nothing. */
      readonly failure?: OpenKeyError | undefined
    }
  | { readonly step: 'done'; readonly request: DeviceRequest; readonly isConnected: boolean }
