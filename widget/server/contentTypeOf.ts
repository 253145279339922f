/** Content types of the widget's files, by file extension. */
export const contentTypes: ReadonlyMap<string, string> = new Map([
  ['js', 'text/javascript; charset=utf-8'],
  ['css', 'text/css; charset=utf-8'],
  ['svg', 'image/svg+xml'],
])

/** @throws {Error} if the widget has no files of this type */
export function contentTypeOf(path: string): string {
  const type = contentTypes.get(path.slice(path.lastIndexOf('.') + 1))
  if (type === undefined)
    throw new Error(
      `Unsupported file type: ${path}. Expected ${[...contentTypes.keys()].map((ending) => `.${ending}`).join(', ')}.`,
    )
  return type
}
