export type { Check } from './checks/check.ts'
export { type ErrorCode, errorCodes, isErrorCode } from './errors/errorCode.ts'
export { type ErrorDetails, isOpenKeyError, OpenKeyError, type OpenKeyErrorOptions } from './errors/openKeyError.ts'
export { hostChecks } from './generated/hostChecks.ts'
export { widgetChecks } from './generated/widgetChecks.ts'
export { type Connect, type Density, type Font, type Radius, readConnect, type Theme } from './handshake/connect.ts'
export { type Hello, readHello } from './handshake/hello.ts'
export { negotiateVersion, protocolVersions } from './handshake/version.ts'
export type {
  Account,
  Bootstrap,
  BootstrapStatus,
  HostMethods,
  MethodTable,
  Narrowing,
  RemovedCapability,
  SignedSiwe,
  Stage,
  WidgetMethods,
} from './methods/methods.ts'
export { missingApi } from './missingApi.ts'
export { isDomainOf, isLoopback, isUrl, type Origin, parseOrigin } from './origin.ts'
export { packageVersion } from './packageVersion.ts'
export { randomId } from './randomId.ts'
export { readBounded } from './readBounded.ts'
export { maxSiweBytes } from './siwe/message/siweMessage.ts'
export { anySignal } from './time/anySignal.ts'
export { type Clock, systemClock, type WallClock } from './time/clock.ts'
export { type DeadlineOptions, type Reject, withDeadline } from './time/withDeadline.ts'
export { callPolicy, maxOpenCalls } from './wire/callPolicy.ts'
export { readCall, readReply } from './wire/comlinkMessages.ts'
export { guardEndpoint, type MessagePolicy, type Rejection } from './wire/guardEndpoint.ts'
export { maxMessageDepth, maxMessageLength, toJsonValue } from './wire/messageBounds.ts'
export { type Channel, type ChannelCallOptions, type ChannelOptions, openChannel } from './wire/openChannel.ts'
export { replyPolicy } from './wire/replyPolicy.ts'
export type { Handlers, ServedMethods } from './wire/serveMethods.ts'
