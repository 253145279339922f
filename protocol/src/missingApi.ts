/** Takes paths from the global object, such as `crypto.randomUUID`. @returns the first one this browser lacks */
export function missingApi(paths: readonly string[]): string | undefined {
  type Members = Readonly<Record<string, unknown>> | undefined
  const follow = (at: Members, name: string) => at?.[name] as Members
  return paths.find((path) => path.split('.').reduce(follow, globalThis) === undefined)
}
