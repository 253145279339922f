import { expectTypeOf } from 'vitest'
import type { OpenKey } from '../openKey.ts'
import { announceProvider, createProvider, type Provider } from './index.ts'

declare const openkey: OpenKey

const provider = createProvider(openkey)
expectTypeOf(provider).toEqualTypeOf<Provider>()

// What is answered depends on the method, so it is unknown unless the caller says otherwise.
expectTypeOf(provider.request({ method: 'eth_accounts' })).resolves.toBeUnknown()
expectTypeOf(provider.request<string[]>({ method: 'eth_accounts' })).resolves.toEqualTypeOf<string[]>()
provider.request({ method: 'personal_sign', params: ['0x', '0x'] }, { timeoutMs: 1_000 })

provider.on('accountsChanged', (accounts) => expectTypeOf(accounts).toEqualTypeOf<`0x${string}`[]>())
provider.on('disconnect', (error) => expectTypeOf(error.code).toBeNumber())

// @ts-expect-error there is no such event
provider.on('networkChanged', () => {})

// @ts-expect-error an icon is a data URI
announceProvider(provider, { icon: 'https://app.example/icon.png' })
