import { expectTypeOf } from 'vitest'
import type { SignedIn } from '../element/index.ts'
import type { Account, OpenKey, OpenKeyError } from '../index.ts'
import type { OpenKeyGlobal } from './index.ts'

declare const page: Window

// The global is an instance, and a factory; a page may run before it is there.
expectTypeOf(page.OpenKey).toEqualTypeOf<OpenKeyGlobal | undefined>()
expectTypeOf<OpenKeyGlobal>().toExtend<OpenKey>()
expectTypeOf<OpenKeyGlobal['connect']>().returns.resolves.toEqualTypeOf<Account>()
expectTypeOf<OpenKeyGlobal['create']>().returns.toEqualTypeOf<OpenKey>()

// The events of the element are typed for every listener.
declare const form: HTMLFormElement
form.addEventListener('openkey:signedin', ({ detail }) => expectTypeOf(detail).toEqualTypeOf<SignedIn>())
form.addEventListener('openkey:error', ({ detail }) => expectTypeOf(detail).toEqualTypeOf<OpenKeyError>())
form.addEventListener('openkey-signedin', ({ detail }) => expectTypeOf(detail).toEqualTypeOf<SignedIn>())
form.addEventListener('openkey-error', ({ detail }) => expectTypeOf(detail).toEqualTypeOf<OpenKeyError>())
