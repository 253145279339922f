export { type WebSdkConfig, type WebSdkOptions, webSdkConfig } from './webSdkConfig.ts'
export { type NarrowableAuth, withNarrowing } from './withNarrowing.ts'
