import { type Budget, budgets } from './budgets.ts'

export type Measured = {
  readonly budget: keyof typeof budgets
  readonly value: number
  /** Parts of the value. */
  readonly note?: string | undefined
}

/**
 * Prints each value beside its budget.
 * @returns whether all are within
 */
export function printTable(measured: readonly Measured[]): boolean {
  const rows = measured.map(({ budget, value, note = '' }) => {
    const { name, most, unit }: Budget = budgets[budget]
    const figures = [String(Number(value.toFixed(2))).padStart(6), '≤', String(most).padStart(4), unit.padEnd(8)]
    return { line: `${name.padEnd(60)} ${figures.join(' ')}  ${note}`.trimEnd(), isWithin: value <= most }
  })
  for (const { line, isWithin } of rows) console.log(`${isWithin ? '✓' : '✗'} ${line}`)
  return rows.every(({ isWithin }) => isWithin)
}
