/** A list without repetition that ends with `value` and holds no more than the latest `most`. */
export function addLatest<Value>(list: readonly Value[] = [], value: Value, most: number): readonly Value[] {
  return [...list.filter((known) => known !== value), value].slice(-most)
}
