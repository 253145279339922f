import { spawnSync } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { bundleSource } from '../../loadSource.mjs'

/** Reads an input of strangers: a header or a body. */
export type MemoryCase = {
  readonly name: string
  readonly text: string
  /** Maximum length of such an input. */
  readonly maxLength: number
  readonly read: (text: string) => unknown
}

/** Memory that one request holds besides its input, as a multiple of the longest input. */
export type HeldMemory = { readonly name: string; readonly times: number }

const inputs = 2

/** In MiB. Beyond it, the process ends. */
const heapMb = 192

/**
 * Measures the cases that a module exports as `memoryCases`, in a process of its own with a small heap.
 * @throws {Error} if it runs out of memory
 */
export async function measureHeldMemory(module: URL): Promise<readonly HeldMemory[]> {
  const folder = mkdtempSync(join(tmpdir(), 'openkey-memory-'))
  try {
    const file = join(folder, 'cases.mjs')
    const measure = `\nconsole.log(JSON.stringify(await (${measureCases})(memoryCases, ${inputs})))\n`
    writeFileSync(file, (await bundleSource(module)) + measure)
    const flags = ['--expose-gc', `--max-old-space-size=${heapMb}`]
    const { status, stdout, stderr } = spawnSync(process.execPath, [...flags, file], { encoding: 'utf8' })
    if (status !== 0) throw new Error(`The process ended with ${status}: ${stderr.slice(-2_000)}`)
    return JSON.parse(stdout)
  } finally {
    rmSync(folder, { recursive: true })
  }
}

/** Runs in the child process, so it uses nothing of this module. */
async function measureCases(cases: readonly MemoryCase[], count: number): Promise<HeldMemory[]> {
  const used = async () => {
    for (let round = 0; round < 3; round++) {
      globalThis.gc?.()
      // The memory of buffers is freed later.
      await new Promise((resolve) => setTimeout(resolve, 5))
    }
    const { heapUsed, external } = process.memoryUsage()
    return heapUsed + external
  }
  const attempt = async (read: () => unknown) => {
    try {
      return await read()
    } catch (error) {
      return error
    }
  }
  const measure = async ({ text, maxLength, read }: MemoryCase) => {
    // Other ways of copying yield texts outside the heap, which Node does not count.
    const copyOf = (): string => JSON.parse(JSON.stringify(text))
    // The first read initialises what all later ones share.
    await attempt(() => read(copyOf()))
    const before = await used()
    const held: { readonly copy: string; readonly result: unknown }[] = []
    for (let index = 0; index < count; index++) {
      const copy = copyOf()
      held.push({ copy, result: await attempt(() => read(copy)) })
    }
    const bytes = (await used()) - before - count * text.length
    return bytes / (held.length * maxLength)
  }
  const measured: HeldMemory[] = []
  for (const each of cases) {
    let times = await measure(each)
    // On a busy machine, Node frees buffers and compiled code late. What a request holds is there each time.
    for (let again = 0; again < 3 && times > 4; again++) times = Math.min(times, await measure(each))
    measured.push({ name: each.name, times })
  }
  return measured
}
