/** Reads `sqlite:<path>` or a bare path; `sqlite::memory:` keeps nothing. @returns the path, or `undefined` */
export function parseDatabaseUrl(text: string): string | undefined {
  const path = text.replace(/^sqlite:(?:\/\/(?=\/|\.))?/, '')
  return path === '' || (path !== ':memory:' && /^[a-z]{2,}:/i.test(path)) ? undefined : path
}
