import { wireErrorSchema } from '../errors/wireErrorSchema.ts'
import { connectSchema, helloSchema } from '../handshake/handshakeSchemas.ts'
import { hostMethods } from '../methods/hostMethods.ts'
import { inputsOf, resultsOf } from '../methods/method.ts'
import { addressSchema, widgetMethods } from '../methods/widgetMethods.ts'
import { doneSchema, failureSchema } from '../wire/result.ts'
import type { CompileOptions } from './compileChecks.ts'
import { id, keyId, locale, style, theme } from './fields.ts'

const failures = { wireError: wireErrorSchema, failure: failureSchema, done: doneSchema }

/** The checks to compile: everything that each side receives from the other. */
export const wireChecks = [
  {
    name: 'hostChecks',
    table: { hello: helloSchema, inputs: inputsOf(hostMethods), results: resultsOf(widgetMethods) },
    shared: { id, keyId, address: addressSchema, ...failures },
  },
  {
    name: 'widgetChecks',
    table: { connect: connectSchema, inputs: inputsOf(widgetMethods), results: resultsOf(hostMethods) },
    shared: { id, keyId, theme, locale, style, ...failures },
  },
] as const satisfies readonly CompileOptions[]
