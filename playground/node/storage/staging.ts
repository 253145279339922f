import { randomUUID } from 'node:crypto'
import { mkdirSync } from 'node:fs'
import { open, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { readBounded } from '@openkey/protocol'
import { maxRowBytes } from '../limits.ts'
import { createEtagHasher, etagOf } from './etag.ts'
import { removeOldFiles } from './removeOldFiles.ts'

/** A value that was received and is not stored yet. */
export type StagedValue = {
  readonly etag: string
  /** In bytes. */
  readonly size: number
  readonly content: Content
  /** Removes what is staged, unless it was stored. Idempotent. */
  discard(): Promise<void>
}

/** The bytes of a value, or a file of the staging folder, synced to disk, that contains them. */
export type Content = Uint8Array | { readonly path: string }

export type ReceiveLimits = {
  /** Maximum size of the body, in bytes. */
  readonly maxBytes: number
  /** Called with a number of bytes before they are taken from memory. Returns false to refuse them. */
  readonly reserve: (bytes: number) => boolean
  /** Called with a number of bytes before they are written to disk. Returns false to refuse them. */
  readonly reserveDisk: (bytes: number) => boolean
}

/** Receives values before anything is known about the rights of their senders. */
export type Staging = {
  /**
   * Receives a whole body.
   * @returns `too_large` for a body of more than `maxBytes`, `busy` if memory or disk was refused
   */
  receive(body: ReadableStream<Uint8Array> | null, limits: ReceiveLimits): Promise<StagedValue | 'too_large' | 'busy'>
  /** Removes what a killed process left behind. */
  sweep(): Promise<void>
}

/** Holds each value in memory until it is stored. */
export const memoryStaging: Staging = {
  sweep: async () => undefined,
  async receive(body, limits) {
    const bytes = await readBounded(body, limits)
    return typeof bytes === 'string' ? bytes : stageBytes(bytes)
  },
}

/**
 * Holds values of up to 1 MiB in memory, and writes larger ones to a folder while they arrive.
 * @param folder created if missing
 */
export function openFileStaging(folder: string): Staging {
  mkdirSync(folder, { recursive: true, mode: 0o700 })
  return {
    sweep: () => removeOldFiles(folder),
    async receive(body, { maxBytes, reserve, reserveDisk }) {
      const path = join(folder, randomUUID())
      const buffer = createBuffer(reserve)
      let size = 0
      let draft: Draft | undefined
      let staged: StagedValue | undefined
      try {
        for await (const chunk of body ?? []) {
          size += chunk.length
          if (size > maxBytes) return 'too_large'
          if (!buffer.hasRoomFor(chunk)) {
            if (!reserveDisk(buffer.bytes().length + chunk.length)) return 'busy'
            draft ??= await createDraft(path)
            await draft.append(buffer.bytes())
            buffer.clear()
          }
          if (chunk.length > maxRowBytes) await draft?.append(chunk)
          else if (!buffer.append(chunk)) return 'busy'
        }
        if (draft === undefined) return await stageBytes(buffer.bytes())
        await draft.append(buffer.bytes())
        const etag = await draft.finish()
        staged = { etag, size, content: { path }, discard: () => rm(path, { force: true }) }
        return staged
      } finally {
        await draft?.close()
        if (draft && staged === undefined) await rm(path, { force: true })
      }
    },
  }
}

/** Holds the bytes of a whole value in memory. */
export async function stageBytes(content: Uint8Array): Promise<StagedValue> {
  return { etag: await etagOf(content), size: content.length, content, discard: async () => undefined }
}

/** A file that is being written. */
type Draft = {
  append(bytes: Uint8Array): Promise<void>
  /** Syncs the file. @returns the ETag of its content */
  finish(): Promise<string>
  close(): Promise<void>
}

async function createDraft(path: string): Promise<Draft> {
  const hasher = await createEtagHasher()
  const file = await open(path, 'wx', 0o600)
  return {
    async append(bytes) {
      hasher.update(bytes)
      await file.appendFile(bytes)
    },
    async finish() {
      await file.sync()
      return hasher.etag()
    },
    close: () => file.close(),
  }
}

const initialBytes = 16_384

/** Collects chunks of up to 1 MiB together in memory that grows with them. */
function createBuffer(reserve: (bytes: number) => boolean) {
  let memory = new Uint8Array()
  let length = 0
  return {
    hasRoomFor: (chunk: Uint8Array) => length + chunk.length <= maxRowBytes,
    /** @returns false if memory was refused */
    append(chunk: Uint8Array): boolean {
      const end = length + chunk.length
      if (end > memory.length) {
        const capacity = Math.min(maxRowBytes, Math.max(end, 2 * memory.length, initialBytes))
        if (!reserve(capacity - memory.length)) return false
        const grown = new Uint8Array(capacity)
        grown.set(memory.subarray(0, length))
        memory = grown
      }
      memory.set(chunk, length)
      length = end
      return true
    },
    /** Returns the bytes collected, valid until the next change. */
    bytes: () => memory.subarray(0, length),
    clear() {
      length = 0
    },
  }
}
