/** Names that a snippet may use: what it imports, and what its readers are assumed to have. */
export type SnippetScope = Readonly<Record<string, unknown>>

const AsyncFunction = Object.getPrototypeOf(async () => undefined).constructor

/**
 * Runs a snippet of documentation. Its imports come from `scope`, whatever package they name.
 * @returns the constants of its outermost level
 */
export async function runSnippet(code: string, scope: SnippetScope): Promise<Record<string, unknown>> {
  const body = code.replace(/^import \{([^}]*)\} from '[^']+'(?: |;|$).*$/gm, (_, names: string) => {
    const absent = names.split(',').filter((name) => name.trim() !== '' && !(name.trim() in scope))
    if (absent.length > 0) throw new Error(`The snippet imports what does not exist: ${absent.join()}.`)
    return ''
  })
  const constants = [...body.matchAll(/^const (?:\{ )?(\w+(?:, \w+)*)(?: \})? =/gm)].flatMap(([, names = '']) =>
    names.split(', '),
  )
  const used = Object.keys(scope).filter((name) => !constants.includes(name))
  const run = new AsyncFunction(...used, `${body}\nreturn { ${constants.join(', ')} }`)
  return run(...used.map((name) => scope[name]))
}
