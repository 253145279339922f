/**
 * Says whether a value is what it should be. A check of a record also names its members, so that a refusal can say
 * which one is at fault.
 */
export type Check<Value = unknown> = {
  (value: unknown): value is Value
  readonly members?: Readonly<Record<string, Check>> | undefined
}

/** What a check lets through. */
export type Checked<Fits> = Fits extends Check<infer Value> ? Value : never

/** The first member of a record that its check refuses. */
export function invalidField({ members = {} }: Check, value: unknown): string | undefined {
  if (typeof value !== 'object' || value === null) return undefined
  return Object.keys(members).find((name) => !members[name]?.(Reflect.get(value, name)))
}
