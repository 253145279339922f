import { wireErrorSchema } from '../errors/wireErrorSchema.ts'
import { connectSchema, helloSchema } from '../handshake/handshakeSchemas.ts'
import { hostInputs } from '../methods/hostInputs.ts'
import { hostResults } from '../methods/hostResults.ts'
import { widgetInputs } from '../methods/widgetInputs.ts'
import { addressSchema, widgetResults } from '../methods/widgetResults.ts'
import { doneSchema, failureSchema } from '../wire/result.ts'
import type { CompileOptions } from './compileChecks.ts'
import { id, keyId, locale, theme } from './fields.ts'

const failures = { wireError: wireErrorSchema, failure: failureSchema, done: doneSchema }

/** What is compiled: all that each side is told by the other. */
export const wireChecks = [
  {
    name: 'hostChecks',
    table: { hello: helloSchema, inputs: hostInputs, results: widgetResults },
    shared: { id, keyId, address: addressSchema, ...failures },
  },
  {
    name: 'widgetChecks',
    table: { connect: connectSchema, inputs: widgetInputs, results: hostResults },
    shared: { id, keyId, theme, locale, ...failures },
  },
] as const satisfies readonly CompileOptions[]
