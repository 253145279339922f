import { expectTypeOf } from 'vitest'
import type { OpenKeyOptions, SignedSiwe } from '../index.ts'
import { verifySigned } from './index.ts'

// It is what the `verify` option takes, as it is or loaded when needed.
expectTypeOf(verifySigned).toExtend<NonNullable<OpenKeyOptions['verify']>>()
export const options: Pick<OpenKeyOptions, 'verify'> = {
  verify: async (signed) => (await import('./index.ts')).verifySigned(signed),
}

expectTypeOf(verifySigned).parameter(0).toEqualTypeOf<SignedSiwe>()
