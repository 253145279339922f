export type { ConnectionActions, ConnectionState } from './connectionStore.ts'
export { OpenKeyProvider, type OpenKeyProviderProps, type UseOpenKey, useOpenKey } from './openKeyProvider.ts'
