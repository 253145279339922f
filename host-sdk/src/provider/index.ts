export { type AnnounceOptions, announceProvider } from './announceProvider.ts'
export { createProvider, type ProviderOptions } from './createProvider.ts'
export type { Provider, ProviderEvents, RequestArguments } from './provider.ts'
export { ProviderRpcError } from './providerRpcError.ts'
