/** Tests whether a value has a type. A check of a record also has checks of its members, to find the invalid one. */
export type Check<Value = unknown> = {
  (value: unknown): value is Value
  readonly members?: Readonly<Record<string, Check>> | undefined
}

/** The type that a check accepts. */
export type Checked<Fits> = Fits extends Check<infer Value> ? Value : never

/** The first member of a record that its check rejects. */
export function invalidField({ members = {} }: Check, value: unknown): string | undefined {
  if (typeof value !== 'object' || value === null) return undefined
  return Object.keys(members).find((name) => !members[name]?.(Reflect.get(value, name)))
}
