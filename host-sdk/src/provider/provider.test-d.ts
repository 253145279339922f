import { expectTypeOf } from 'vitest'
import type { OpenKey } from '../openKey.ts'
import { createProvider, type Provider, type ProviderRpcError } from './index.ts'

declare const openkey: OpenKey

const provider = createProvider(openkey)
expectTypeOf(provider).toEqualTypeOf<Provider>()

// What is answered depends on the method, so it is unknown unless the caller says otherwise.
expectTypeOf(provider.request({ method: 'eth_accounts' })).resolves.toBeUnknown()
expectTypeOf(provider.request<string[]>({ method: 'eth_accounts' })).resolves.toEqualTypeOf<string[]>()
provider.request({ method: 'personal_sign', params: ['0x', '0x'] }, { timeoutMs: 1_000 })

provider.on('accountsChanged', (accounts) => expectTypeOf(accounts).toEqualTypeOf<string[]>())
provider.on('disconnect', (error) => expectTypeOf(error).toEqualTypeOf<ProviderRpcError>())

// @ts-expect-error there is no such event
provider.on('message', () => {})

// @ts-expect-error an icon is a data URI
export type NoUrl = { icon: 'https://app.example/icon.png' } extends { icon: `data:image/${string}` } ? never : nope
