const known = [
  'widgetUrl',
  'appName',
  'appearance',
  'appearance.theme',
  'appearance.locale',
  'appearance.accent',
  'appearance.radius',
  'appearance.density',
  'appearance.font',
  'presentation',
  'container',
  'chainId',
  'connectTimeoutMs',
  'callTimeoutMs',
  'verify',
  'debug',
] as const

export type UnknownOption = {
  readonly name: string
  /** The option that was probably meant. */
  readonly nearest: string | undefined
}

/** Finds members of the options of `createOpenKey` that do not exist, each with the nearest one that does. */
export function findUnknownOptions(options: object): readonly UnknownOption[] {
  const { appearance } = { appearance: undefined, ...options }
  const names = [...Object.keys(options), ...Object.keys(Object(appearance)).map((name) => `appearance.${name}`)]
  const isKnown = new Set<string>(known)
  return names
    .filter((name) => !isKnown.has(name))
    .map((name) => {
      const [nearest] = known
        .map((option) => ({ option, distance: editDistance(name.toLowerCase(), option.toLowerCase()) }))
        .filter(({ option, distance }) => distance <= Math.max(2, option.length / 3))
        .sort((one, other) => one.distance - other.distance)
      return { name, nearest: nearest?.option }
    })
}

/** [Levenshtein distance](https://en.wikipedia.org/wiki/Levenshtein_distance) of two texts. */
export function editDistance(one: string, other: string): number {
  let row = Array.from({ length: other.length + 1 }, (_, index) => index)
  for (const [index, letter] of [...one].entries()) {
    const next = [index + 1]
    for (const [column, otherLetter] of [...other].entries()) {
      const [left = 0, above = 0, diagonal = 0] = [next[column], row[column + 1], row[column]]
      next.push(Math.min(left + 1, above + 1, diagonal + (letter === otherLetter ? 0 : 1)))
    }
    row = next
  }
  return row[other.length] ?? 0
}
