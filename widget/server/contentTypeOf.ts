/** Every kind of file the widget is made of, by its ending. */
export const contentTypes: ReadonlyMap<string, string> = new Map([
  ['js', 'text/javascript; charset=utf-8'],
  ['css', 'text/css; charset=utf-8'],
  ['svg', 'image/svg+xml'],
])

/** @throws {Error} for a file that is no part of the widget */
export function contentTypeOf(path: string): string {
  const type = contentTypes.get(path.slice(path.lastIndexOf('.') + 1))
  if (type === undefined) throw new Error(`The widget has no business serving ${path}`)
  return type
}
