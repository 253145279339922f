import type { PGlite } from '@electric-sql/pglite'
import { NodeFS } from '@electric-sql/pglite/nodefs'
import { syncPath, syncTree } from '../../shared/files/syncPath.ts'

/** The part of Emscripten's file system on the disk that syncing needs. */
type NodeFileSystem = {
  realPath(node: unknown): string
  readonly stream_ops: { fsync?: (stream: { readonly node: unknown }) => number }
}

/**
 * The files of an embedded database, on disk. PGlite's own file system ignores every request to sync a file, so that
 * rows which it has acknowledged are lost in a power cut.
 */
export class DurableNodeFs extends NodeFS {
  readonly #sync: (path: string) => void

  /** @param sync syncs a file or folder to disk */
  constructor(folder: string, sync: (path: string) => void = syncPath) {
    super(folder)
    this.#sync = sync
  }

  override async init(...[client, options]: Parameters<NodeFS['init']>): ReturnType<NodeFS['init']> {
    const { emscriptenOpts } = await super.init(client, options)
    const addSync = ({ NODEFS }: { readonly NODEFS: NodeFileSystem }) => {
      NODEFS.stream_ops.fsync = ({ node }) => {
        this.#sync(NODEFS.realPath(node))
        return 0
      }
    }
    return { emscriptenOpts: { ...emscriptenOpts, preRun: [addSync as never, ...(emscriptenOpts.preRun ?? [])] } }
  }

  /** Syncs all files. A new database is copied into its folder without a sync. */
  syncAll(): void {
    syncTree(this.rootDir, this.#sync)
  }
}

/**
 * PGlite's parameters, without the one that turns syncing off (`-F`), and with the one system call that is passed on.
 */
export function durableStartParams({ defaultStartParams }: typeof PGlite): string[] {
  return [...defaultStartParams.filter((param) => param !== '-F'), '-c', 'fsync=on', '-c', 'wal_sync_method=fsync']
}
