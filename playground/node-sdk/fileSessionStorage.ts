import { randomUUID } from 'node:crypto'
import { mkdir, open, readFile, rename, rm } from 'node:fs/promises'
import { dirname, resolve } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { lock } from 'proper-lockfile'
import * as z from 'zod'
import type { SessionStorage } from '../sdk-core/storage/sessionStorage.ts'
import { TinyCloudError } from '../sdk-core/tinyCloudError.ts'

const fileSchema = z.strictObject({ version: z.literal(1), values: z.record(z.string(), z.string()) })

type Values = Readonly<Record<string, string>>

/**
 * Stores sessions in a file that only its owner can read and write (mode 0600). A record contains the private session
 * key in clear text. Several processes may use one file: each write replaces it as a whole, under a lock.
 *
 * @example
 * new TinyCloudNode({ privateKey, sessionStorage: new FileSessionStorage('./session.json') })
 */
export class FileSessionStorage implements SessionStorage {
  readonly #path: string
  #last: Promise<unknown> = Promise.resolve()

  /** @param path of the file, relative to the working directory. It and its folder are created when first needed. */
  constructor(path: string) {
    this.#path = resolve(path)
  }

  /** @throws {TinyCloudError} `session_storage_damaged` if the file is not one of this class */
  async get(key: string): Promise<string | undefined> {
    const values = await this.#read()
    return Object.hasOwn(values, key) ? values[key] : undefined
  }

  set(key: string, text: string): Promise<void> {
    return this.#update((values) => ({ ...values, [key]: text }))
  }

  remove(key: string): Promise<void> {
    return this.#update(({ [key]: _, ...rest }) => rest)
  }

  async #read(): Promise<Values> {
    const text = await readFile(this.#path, 'utf8').catch((error: NodeJS.ErrnoException) => {
      if (error.code === 'ENOENT') return undefined
      throw error
    })
    if (text === undefined) return {}
    try {
      return fileSchema.parse(JSON.parse(text)).values
    } catch {
      throw new TinyCloudError('session_storage_damaged', 'The file with the sessions is damaged.', {
        details: { received: this.#path },
      })
    }
  }

  /** Changes the file under its lock. A damaged file is kept beside it, under the name `….damaged`. */
  #update(change: (values: Values) => Values): Promise<void> {
    const updating = this.#last.then(async () => {
      await mkdir(dirname(this.#path), { recursive: true, mode: 0o700 })
      const release = await acquireLock(this.#path)
      try {
        const values = await this.#read().catch(async (error: unknown) => {
          if (!(error instanceof TinyCloudError)) throw error
          await rename(this.#path, `${this.#path}.damaged`)
          return {}
        })
        await replaceFile(this.#path, JSON.stringify({ version: 1, values: change(values) }))
      } finally {
        await release()
      }
    })
    this.#last = updating.catch(() => undefined)
    return updating
  }
}

/**
 * Waits until no other process holds the lock. A process that ended without releasing its lock holds it for ten
 * seconds.
 * @throws the error of the file system, or `ELOCKED` after half a minute
 */
async function acquireLock(path: string): Promise<() => Promise<void>> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await lock(path, { realpath: false, stale: 10_000 })
    } catch (error) {
      if (!(error instanceof Error && 'code' in error && error.code === 'ELOCKED') || attempt === 600) throw error
      await wait(50)
    }
  }
}

/** Writes a new file and renames it, so that readers see the old content or the new, also after a power cut. */
async function replaceFile(path: string, text: string): Promise<void> {
  const temporary = `${path}.${randomUUID()}.tmp`
  try {
    const file = await open(temporary, 'wx', 0o600)
    try {
      await file.writeFile(text)
      await file.sync()
    } finally {
      await file.close()
    }
    await rename(temporary, path)
  } catch (error) {
    await rm(temporary, { force: true })
    throw error
  }
}
