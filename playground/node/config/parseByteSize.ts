const powers = new Map([
  ['', 1],
  ['k', 1_000],
  ['m', 1_000 ** 2],
  ['g', 1_000 ** 3],
  ['t', 1_000 ** 4],
  ['ki', 1_024],
  ['mi', 1_024 ** 2],
  ['gi', 1_024 ** 3],
  ['ti', 1_024 ** 4],
])

/** Reads a size such as `10 MiB`, `1.5 GB` or `512`. @returns whole bytes, or `undefined` */
export function parseByteSize(text: string): number | undefined {
  const [, digits, prefix = ''] = /^(\d{1,12}(?:\.\d{1,3})?) ?(?:([kmgt]i?)?b)?$/i.exec(text.trim()) ?? []
  const bytes = Math.floor(Number(digits) * (powers.get(prefix.toLowerCase()) ?? Number.NaN))
  return Number.isSafeInteger(bytes) && bytes > 0 ? bytes : undefined
}
