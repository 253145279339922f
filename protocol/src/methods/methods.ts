import type * as z from 'zod/mini'
import type { Check } from '../checks/check.ts'
import type { theme } from '../fields.ts'
import type { hostInputs } from './hostInputs.ts'
import type { hostResults } from './hostResults.ts'
import type { widgetInputs } from './widgetInputs.ts'
import type { Account, signedSiweSchema } from './widgetResults.ts'

/** Checks by method name: of inputs, or of results. */
export type MethodChecks = Readonly<Record<string, Check>>

/** A table of methods: what goes in and what comes out, by name. */
export type MethodTable = Readonly<Record<string, { readonly input: unknown; readonly value: unknown }>>

/** Progress of a request, in order; later stages may be skipped. */
export type Stage = HostMethods['stage']['input']['name']

export type Theme = z.infer<typeof theme>

/** One signature over one SIWE message. */
export type SignedSiwe = Omit<z.infer<typeof signedSiweSchema>, 'signature'> & {
  readonly signature: `0x${string}`
}

type Inputs<Schemas extends Readonly<Record<string, z.ZodMiniType>>> = {
  [Name in keyof Schemas]: z.infer<Schemas[Name]>
}

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
