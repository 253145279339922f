import init from '@sqlite.org/sqlite-wasm'
import { maxSqlMemoryBytes } from '../../../limits.ts'

export type Sqlite = Awaited<ReturnType<typeof init>> & {
  /** Built-in virtual tables, which may show or change the file of a database. */
  readonly foreignTables: ReadonlySet<string>
}

/** Table-valued functions that anyone may call. */
const openModules = new Set(['json_each', 'json_tree'])

/** Loads SQLite. All databases of this thread share its memory. */
export async function loadSqlite(): Promise<Sqlite> {
  const silent = () => undefined
  const sqlite = await init({ print: silent, printErr: silent })
  const scratch = new sqlite.oo1.DB(':memory:')
  try {
    scratch.exec(`PRAGMA hard_heap_limit = ${maxSqlMemoryBytes}`)
    const modules = scratch.selectValues('SELECT lower(name) FROM pragma_module_list').map(String)
    return { ...sqlite, foreignTables: new Set(modules.filter((name) => !openModules.has(name))) }
  } finally {
    scratch.close()
  }
}
