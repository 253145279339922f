/** Takes paths from the global object, such as `crypto.randomUUID`. @returns the first one this browser lacks */
export function missingApi(paths: readonly string[]): string | undefined {
  const follow = (at: unknown, name: string): unknown => Reflect.get(Object(at), name)
  return paths.find((path) => path.split('.').reduce(follow, globalThis) === undefined)
}
