/** A setting has an invalid value, or its name is unknown. */
export class ConfigurationError extends Error {
  override readonly name = 'ConfigurationError'
  /** The variable, or the key and its file. */
  readonly variable: string

  /** @param options `received` is left out for a value that may contain a secret */
  constructor(options: {
    readonly variable: string
    readonly received?: string | undefined
    readonly expected: string
  }) {
    const { variable, received, expected } = options
    super(`Invalid ${variable}${received === undefined ? '' : ` "${received}"`}: expected ${expected}.`)
    this.variable = variable
  }
}

/** A variable or key that this program does not know. The message suggests the nearest known name. */
export class UnknownSettingError extends Error {
  override readonly name = 'UnknownSettingError'

  constructor(options: { readonly variable: string; readonly known: readonly string[]; readonly from?: string }) {
    const { variable, known, from } = options
    super(`Unknown setting ${variable}${from ? ` in ${from}` : ''}. Did you mean ${nearest(variable, known)}?`)
  }
}

function nearest(name: string, known: readonly string[]): string {
  const distances = known.map((candidate) => [editDistance(name, candidate), candidate] as const)
  return distances.toSorted(([a], [b]) => a - b)[0]?.[1] ?? ''
}

/** Returns the number of inserted, removed and replaced characters between two texts (Levenshtein). */
function editDistance(from: string, to: string): number {
  let row = Array.from({ length: to.length + 1 }, (_, index) => index)
  for (const [line, character] of [...from].entries()) {
    const next = [line + 1]
    for (const [column, other] of [...to].entries()) {
      const replaced = (row[column] ?? 0) + (character === other ? 0 : 1)
      next.push(Math.min(replaced, (row[column + 1] ?? 0) + 1, (next[column] ?? 0) + 1))
    }
    row = next
  }
  return row[to.length] ?? 0
}
