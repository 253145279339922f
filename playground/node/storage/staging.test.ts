import { mkdtemp, readdir, readFile, rm, utimes, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import fc from 'fast-check'
import { beforeAll, describe, expect, onTestFinished, test } from 'vitest'
import { etagOf } from './etag.ts'
import { memoryStaging, openFileStaging, type ReceiveLimits, type StagedValue } from './staging.ts'

const mebibyte = 1_048_576
const unlimited: ReceiveLimits = { maxBytes: 16 * mebibyte, reserve: () => true, reserveDisk: () => true }

async function openFolder(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'openkey-staging-'))
  onTestFinished(() => rm(folder, { recursive: true }))
  return folder
}

/** A body of parts with the given sizes. `sent` counts the parts that were taken from it. */
function bodyOf(sizes: readonly number[]) {
  const whole = Uint8Array.from({ length: sizes.reduce((sum, size) => sum + size, 0) }, (_, index) => index % 253)
  const state = { sent: 0, isCancelled: false }
  let at = 0
  const body = new ReadableStream<Uint8Array>(
    {
      pull(controller) {
        const size = sizes[state.sent]
        if (size === undefined) return controller.close()
        controller.enqueue(whole.slice(at, at + size))
        at += size
        state.sent += 1
      },
      cancel() {
        state.isCancelled = true
      },
    },
    { highWaterMark: 0 },
  )
  return { body, whole, state }
}

async function bytesOf({ content }: StagedValue): Promise<Uint8Array> {
  return content instanceof Uint8Array ? content : readFile(content.path)
}

describe.each(['Memory', 'FileSystem'] as const)('staging in %s', (kind) => {
  let folder: string
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'openkey-staging-'))
    return () => rm(folder, { recursive: true })
  })
  const receive = (body: ReadableStream<Uint8Array> | null, limits: Partial<ReceiveLimits> = {}) =>
    (kind === 'Memory' ? memoryStaging : openFileStaging(folder)).receive(body, { ...unlimited, ...limits })

  test('returns the bytes and the ETag of every body, however it is cut, and leaves no file', async () => {
    const size = fc.oneof(fc.nat(3), fc.constantFrom(mebibyte - 1, mebibyte, mebibyte + 1, 2 * mebibyte))
    await fc.assert(
      fc.asyncProperty(fc.array(size, { maxLength: 4 }), async (sizes) => {
        const { body, whole } = bodyOf(sizes)
        const value = await receive(body)
        if (typeof value === 'string') throw new Error(value)
        expect([value.size, value.etag]).toEqual([whole.length, await etagOf(whole)])
        expect(Buffer.compare(await bytesOf(value), whole)).toBe(0)
        await value.discard()
        expect(await readdir(folder)).toEqual([])
      }),
      { numRuns: 25 },
    )
  })

  test('receives an absent body as an empty value', async () => {
    expect(await receive(null)).toMatchObject({ size: 0, content: new Uint8Array() })
  })

  test('S21: stops reading a body that is too large', async () => {
    const { body, state } = bodyOf(Array(20).fill(mebibyte))
    expect(await receive(body, { maxBytes: 3 * mebibyte })).toBe('too_large')
    expect([state, await readdir(folder)]).toEqual([{ sent: 4, isCancelled: true }, []])
  })

  test('S21: stops reading a body for which memory is refused', async () => {
    const { body, state } = bodyOf(Array(20).fill(1_000))
    expect(await receive(body, { reserve: () => false })).toBe('busy')
    expect([state.isCancelled, await readdir(folder)]).toEqual([true, []])
  })

  test('removes what was received of a body that ends with an error', async () => {
    const broken = new ReadableStream<Uint8Array>({
      start: (controller) => controller.enqueue(new Uint8Array(3 * mebibyte)),
      pull: () => Promise.reject(new Error('The client left.')),
    })
    await expect(receive(broken)).rejects.toThrow('The client left.')
    expect(await readdir(folder)).toEqual([])
  })
})

describe('openFileStaging', () => {
  test('S21: takes at most 1 MiB of memory, whatever the size of a body and of its parts', async () => {
    const folder = await openFolder()
    let reserved = 0
    const { body } = bodyOf([...Array(200).fill(10_000), 1, 5 * mebibyte])
    const value = await openFileStaging(folder).receive(body, {
      ...unlimited,
      reserve(bytes) {
        reserved += bytes
        return true
      },
    })
    expect([typeof value, reserved]).toEqual(['object', mebibyte])
  })

  test('S21: stops reading a body for which disk is refused', async () => {
    const folder = await openFolder()
    let left = 4 * mebibyte
    const reserveDisk = (bytes: number) => {
      left -= bytes
      return left >= 0
    }
    const { body, state } = bodyOf(Array(20).fill(mebibyte))
    expect(await openFileStaging(folder).receive(body, { ...unlimited, reserveDisk })).toBe('busy')
    expect([state.isCancelled, state.sent < 8, await readdir(folder)]).toEqual([true, true, []])
  })

  test('removes files older than an hour, which a killed process left behind', async () => {
    const folder = await openFolder()
    const staging = openFileStaging(folder)
    const [old, young] = [join(folder, 'old'), join(folder, 'young')]
    for (const path of [old, young]) await writeFile(path, 'x')
    const longAgo = Date.now() / 1_000 - 7_200
    await utimes(old, longAgo, longAgo)
    await staging.sweep()
    expect(await readdir(folder)).toEqual(['young'])
  })
})
