import type * as z from 'zod/mini'
import type { Bootstrap } from '../bootstrapStatus.ts'
import type { hostInputs } from './hostInputs.ts'
import type { hostResults } from './hostResults.ts'
import type { widgetInputs } from './widgetInputs.ts'
import type { Account, signedSiweSchema, widgetResults } from './widgetResults.ts'

/** Schemas by method name: of inputs, or of results. */
export type MethodSchemas = Readonly<Record<string, z.ZodMiniType>>

/** A table of methods: what goes in and what comes out, by name. */
export type MethodTable = Readonly<Record<string, { readonly input: unknown; readonly value: unknown }>>

export type Stage = 'waiting' | 'authenticating' | 'reviewing' | 'signing' | 'done'

export type SignedSiwe = Omit<z.infer<typeof signedSiweSchema>, 'signature' | 'bootstrap'> & {
  readonly signature: `0x${string}`
  readonly bootstrap: Bootstrap
}

type Inputs<Schemas extends MethodSchemas> = { [Name in keyof Schemas]: z.infer<Schemas[Name]> }

/** Methods a host calls in the widget. */
export type WidgetMethods = Table<
  Inputs<typeof widgetInputs>,
  { connect: Account; signSiwe: SignedSiwe; cancel: null; disconnect: null; appearance: null; ping: null }
>

/** Methods the widget calls in the host. */
export type HostMethods = Table<Inputs<typeof hostInputs>, { [Name in keyof typeof hostResults]: null }>

type Table<In extends Record<string, unknown>, Out extends Record<keyof In, unknown>> = {
  readonly [Name in keyof In]: { readonly input: In[Name]; readonly value: Out[Name] }
}

/** Both halves of the widget's table must name the same methods. */
type SameKeys<A, B> = [keyof A] extends [keyof B] ? ([keyof B] extends [keyof A] ? true : never) : never
export const halvesAgree: [
  SameKeys<typeof widgetInputs, typeof widgetResults>,
  SameKeys<typeof hostInputs, typeof hostResults>,
] = [true, true]
