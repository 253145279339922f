export { type WebSdkConfig, type WebSdkOptions, webSdkConfig } from './webSdkConfig.ts'
