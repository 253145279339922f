import { expectTypeOf } from 'vitest'
import type * as z from 'zod/mini'
import type { Checked } from '../checks/check.ts'
import type { theme } from '../checks/fields.ts'
import type { WireError } from '../errors/wireError.ts'
import type { wireErrorSchema } from '../errors/wireErrorSchema.ts'
import type { hostChecks } from '../generated/hostChecks.ts'
import type { widgetChecks } from '../generated/widgetChecks.ts'
import type { Theme } from '../handshake/connect.ts'
import type { connectSchema, helloSchema } from '../handshake/handshakeSchemas.ts'
import type { hostMethods } from './hostMethods.ts'
import type { inputsOf, resultsOf } from './method.ts'
import type { Account, HostMethods, Narrowing, SignedSiwe, Stage, WidgetMethods } from './methods.ts'
import type { accountSchema, narrowingSchema, signedSiweSchema, widgetMethods } from './widgetMethods.ts'

type WidgetInputs = ReturnType<typeof inputsOf<typeof widgetMethods>>
type WidgetResults = ReturnType<typeof resultsOf<typeof widgetMethods>>
type HostInputs = ReturnType<typeof inputsOf<typeof hostMethods>>
type HostResults = ReturnType<typeof resultsOf<typeof hostMethods>>

/** The values that a schema accepts. They must include the values of the method table. */
type Values<Schemas extends Record<string, z.ZodMiniType>> = {
  [Name in keyof Schemas]: Extract<z.infer<Schemas[Name]>, { ok: true }> extends { value: infer Value } ? Value : never
}
type Promised<Methods extends Record<string, { value: unknown }>> = { [Name in keyof Methods]: Methods[Name]['value'] }
type Taken<Methods extends Record<string, { input: unknown }>> = { [Name in keyof Methods]: Methods[Name]['input'] }
type Inputs<Schemas extends Record<string, z.ZodMiniType>> = { [Name in keyof Schemas]: z.infer<Schemas[Name]> }

// The types name the methods of the tables.
expectTypeOf<keyof WidgetMethods>().toEqualTypeOf<keyof typeof widgetMethods>()
expectTypeOf<keyof HostMethods>().toEqualTypeOf<keyof typeof hostMethods>()

// The tables narrow what the schemas accept, and never widen it.
expectTypeOf<Omit<Promised<WidgetMethods>, 'signSiwe'>>().toExtend<Omit<Values<WidgetResults>, 'signSiwe'>>()
expectTypeOf<Promised<HostMethods>>().toExtend<Values<HostResults>>()
expectTypeOf<Taken<WidgetMethods>>().toExtend<Inputs<WidgetInputs>>()
expectTypeOf<Taken<HostMethods>>().toExtend<Inputs<HostInputs>>()

// A compiled check accepts exactly the type that its schema accepts.
type Passed<Checks> = { [Name in keyof Checks]: Checked<Checks[Name]> }
type Parsed<Schemas extends Record<string, z.ZodMiniType>> = { [Name in keyof Schemas]: z.infer<Schemas[Name]> }
type Same<One, Other> = [One, Other] extends [Other, One] ? true : false
expectTypeOf<Same<Checked<typeof hostChecks.hello>, z.infer<typeof helloSchema>>>().toEqualTypeOf<true>()
expectTypeOf<Same<Checked<typeof widgetChecks.connect>, z.infer<typeof connectSchema>>>().toEqualTypeOf<true>()
expectTypeOf<Same<Passed<typeof hostChecks.inputs>, Parsed<HostInputs>>>().toEqualTypeOf<true>()
expectTypeOf<Same<Passed<typeof hostChecks.results>, Parsed<WidgetResults>>>().toEqualTypeOf<true>()
expectTypeOf<Same<Passed<typeof widgetChecks.inputs>, Parsed<WidgetInputs>>>().toEqualTypeOf<true>()
expectTypeOf<Same<Passed<typeof widgetChecks.results>, Parsed<HostResults>>>().toEqualTypeOf<true>()

// The types that apps read are written out, so that a compiler needs no zod. They fit the schemas' types.
expectTypeOf<Account>().toExtend<z.infer<typeof accountSchema>>()
expectTypeOf<keyof Account>().toEqualTypeOf<keyof z.infer<typeof accountSchema>>()
expectTypeOf<SignedSiwe>().toExtend<z.infer<typeof signedSiweSchema>>()
expectTypeOf<z.infer<typeof narrowingSchema>>().toExtend<Narrowing>()
expectTypeOf<keyof Narrowing>().toEqualTypeOf<keyof z.infer<typeof narrowingSchema>>()
expectTypeOf<keyof SignedSiwe>().toEqualTypeOf<keyof z.infer<typeof signedSiweSchema>>()
expectTypeOf<
  Same<SignedSiwe['bootstrap']['status'], z.infer<typeof signedSiweSchema>['bootstrap']['status']>
>().toEqualTypeOf<true>()
expectTypeOf<Stage>().toEqualTypeOf<HostMethods['stage']['input']['name']>()
expectTypeOf<Theme>().toEqualTypeOf<z.infer<typeof theme>>()
expectTypeOf<keyof WireError>().toEqualTypeOf<keyof z.infer<typeof wireErrorSchema>>()
expectTypeOf<WireError>().toExtend<z.infer<typeof wireErrorSchema>>()
expectTypeOf<z.infer<typeof wireErrorSchema>>().toExtend<WireError>()
