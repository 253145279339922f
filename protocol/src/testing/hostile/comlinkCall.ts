/** A value, a call, and a call of the one method `echo`, as comlink has them. */
export const raw = (value: unknown) => ({ type: 'RAW', value })
export const apply = (id: string, path: unknown, ...argumentList: unknown[]) => ({
  id,
  type: 'APPLY',
  path,
  argumentList,
})
export const echo = (id: string, value: unknown) => apply(id, ['echo'], raw(value))
