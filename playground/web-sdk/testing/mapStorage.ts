/** Creates a `Storage` in memory, for tests outside a browser. */
export function mapStorage(): Storage {
  const texts = new Map<string, string>()
  return {
    get length() {
      return texts.size
    },
    clear: () => texts.clear(),
    getItem: (key) => texts.get(key) ?? null,
    key: (index) => [...texts.keys()][index] ?? null,
    removeItem: (key) => {
      texts.delete(key)
    },
    setItem: (key, text) => {
      texts.set(key, text)
    },
  }
}
