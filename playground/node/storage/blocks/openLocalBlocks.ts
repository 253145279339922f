import { closeSync, fstatSync, mkdirSync, openSync, read } from 'node:fs'
import { open, readdir, rename, rm, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { syncPath } from '../../../shared/files/syncPath.ts'
import { type Blocks, damaged } from './blocks.ts'

/** Opens a folder of large values and creates it if missing. */
export function openLocalBlocks(folder: string): Blocks {
  mkdirSync(folder, { recursive: true, mode: 0o700 })
  const pathOf = (name: string) => join(folder, name)

  return {
    async write(name, content) {
      if (content instanceof Uint8Array) await writeSynced(pathOf(name), content)
      else await rename(content.path, pathOf(name))
      syncPath(folder)
    },
    async open(name, size) {
      const file = openSync(pathOf(name), 'r')
      if (fstatSync(file).size === size) return streamOf(file)
      closeSync(file)
      throw damaged(size)
    },
    remove: (name) => rm(pathOf(name), { force: true }),
    async *list() {
      for (const entry of await readdir(folder, { withFileTypes: true })) {
        const found = entry.isFile() ? await stat(pathOf(entry.name)).catch(() => undefined) : undefined
        if (found) yield { name: entry.name, storedAtMs: found.mtimeMs }
      }
    },
  }
}

async function writeSynced(path: string, bytes: Uint8Array): Promise<void> {
  const file = await open(path, 'wx', 0o600)
  try {
    await file.writeFile(bytes)
    await file.sync()
  } catch (error) {
    // A full disk, for example, leaves a part of the file.
    await rm(path, { force: true })
    throw error
  } finally {
    await file.close()
  }
}

const pieceBytes = 262_144
const readFile = promisify(read)

/** Reads a file as fast as the stream is read, and closes it once. */
function streamOf(file: number): ReadableStream<Uint8Array> {
  let reading: Promise<unknown> | undefined
  const close = async () => {
    // Closed during a read, its number could belong to another file.
    await reading?.catch(() => undefined)
    closeSync(file)
  }
  let isCancelled = false
  return new ReadableStream<Uint8Array>(
    {
      async pull(controller) {
        try {
          const read = readFile(file, Buffer.alloc(pieceBytes), 0, pieceBytes, null)
          reading = read
          const { buffer, bytesRead } = await read
          if (isCancelled) return
          if (bytesRead > 0) return controller.enqueue(buffer.subarray(0, bytesRead))
        } catch (error) {
          await close()
          throw error
        }
        await close()
        controller.close()
      },
      cancel() {
        isCancelled = true
        return close()
      },
    },
    { highWaterMark: 0 },
  )
}
