import type * as z from 'zod/mini'
import type { Check } from '../checks/check.ts'
import type { Account } from './account.ts'
import type { hostInputs } from './hostInputs.ts'
import type { hostResults } from './hostResults.ts'
import type { SignedSiwe } from './signedSiwe.ts'
import type { widgetInputs } from './widgetInputs.ts'

/** Checks by method name: of inputs, or of results. */
export type MethodChecks = Readonly<Record<string, Check>>

/** A table of methods: what goes in and what comes out, by name. */
export type MethodTable = Readonly<Record<string, { readonly input: unknown; readonly value: unknown }>>

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
