import type * as z from 'zod/mini'
import { doneSchema, resultSchema } from '../wire/result.ts'

/** A method of the protocol: its description in the README, and the schemas of its input and of its result. */
export type Method<Input extends z.ZodMiniType = z.ZodMiniType, Result extends z.ZodMiniType = z.ZodMiniType> = {
  readonly description: string
  readonly input: Input
  readonly result: Result
}

/** Defines a method that returns `null`. */
export function command<Input extends z.ZodMiniType>(description: string, input: Input) {
  return { description, input, result: doneSchema }
}

/** Defines a method that returns a value. */
export function query<Input extends z.ZodMiniType, Value extends z.ZodMiniType>(
  description: string,
  input: Input,
  value: Value,
) {
  return { description, input, result: resultSchema(value) }
}

type Methods = Readonly<Record<string, Method>>

/** The input schemas of a table of methods, by name. */
export function inputsOf<Table extends Methods>(methods: Table) {
  return pick(methods, 'input') as { readonly [Name in keyof Table]: Table[Name]['input'] }
}

/** The result schemas of a table of methods, by name. */
export function resultsOf<Table extends Methods>(methods: Table) {
  return pick(methods, 'result') as { readonly [Name in keyof Table]: Table[Name]['result'] }
}

function pick(methods: Methods, member: 'input' | 'result') {
  return Object.fromEntries(Object.entries(methods).map(([name, method]) => [name, method[member]]))
}
