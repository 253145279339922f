export type {
  Account,
  Bootstrap,
  BootstrapStatus,
  ErrorCode,
  ErrorDetails,
  Narrowing,
  RemovedCapability,
  SignedSiwe,
  Stage,
} from '@openkey/protocol'
export { isOpenKeyError, OpenKeyError } from '@openkey/protocol'
export type { Presented } from './connection/choosePresentation.ts'
export { createOpenKey } from './createOpenKey.ts'
export type { Finding, FindingCode } from './doctor/finding.ts'
export type { OpenKeyEvents } from './events.ts'
export type {
  CallOptions,
  CallOptions as Limits,
  OpenKey,
  PreparedSignIn,
  Signer,
  SignInAuth,
  SignSiweInput,
} from './openKey.ts'
export type { Appearance, OpenKeyOptions, Presentation, Verify } from './options.ts'
