import type { Check, Checked } from '../checks/check.ts'
import type { hostChecks } from '../generated/hostChecks.ts'
import type { widgetChecks } from '../generated/widgetChecks.ts'
import type { Result } from '../wire/result.ts'
import type { Account } from './account.ts'
import type { SignedSiwe } from './signedSiwe.ts'

/** Checks by method name: of inputs, or of results. */
export type MethodChecks = Readonly<Record<string, Check>>

/** Checks of results by method name. */
export type ResultChecks = Readonly<Record<string, Check<Result<unknown>>>>

/** A table of methods: what goes in and what comes out, by name. */
export type MethodTable = Readonly<Record<string, { readonly input: unknown; readonly value: unknown }>>

// Read from the compiled checks, which equal the schemas, so that a compiler needs no zod to read these types.
type Inputs<Checks extends MethodChecks> = { [Name in keyof Checks]: Checked<Checks[Name]> }
type Values<Checks extends ResultChecks> = {
  [Name in keyof Checks]: Checked<Checks[Name]> extends infer Outcome
    ? Outcome extends { readonly ok: true; readonly value: infer Value }
      ? Value
      : never
    : never
}
type Table<In extends Record<string, unknown>, Out extends Record<keyof In, unknown>> = {
  readonly [Name in keyof In]: { readonly input: In[Name]; readonly value: Out[Name] }
}

/** Methods that a host calls in the widget. */
export type WidgetMethods = Table<
  Inputs<typeof widgetChecks.inputs>,
  Omit<Values<typeof hostChecks.results>, 'connect' | 'signSiwe'> & { connect: Account; signSiwe: SignedSiwe }
>

/** Methods that the widget calls in the host. */
export type HostMethods = Table<Inputs<typeof hostChecks.inputs>, Values<typeof widgetChecks.results>>
