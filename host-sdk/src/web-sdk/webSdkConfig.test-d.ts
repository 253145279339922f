import { expectTypeOf } from 'vitest'
import type { OpenKey, Signer } from '../index.ts'
import { webSdkConfig } from './index.ts'

declare const openkey: OpenKey

const { providers, siweConfig } = webSdkConfig(openkey, { domain: 'app.example' })
expectTypeOf(siweConfig).toEqualTypeOf<{ readonly domain: string; readonly expirationTime: string }>()
expectTypeOf(providers.web3.driver.getSigner()).toEqualTypeOf<Signer>()

// @ts-expect-error the page has to be named
webSdkConfig(openkey, {})
