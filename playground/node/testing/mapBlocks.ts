import { readFile } from 'node:fs/promises'
import { type Blocks, damaged } from '../storage/blocks/blocks.ts'

/** Large values in memory. */
export function mapBlocks(): Blocks {
  const objects = new Map<string, { readonly bytes: Uint8Array<ArrayBuffer>; readonly storedAtMs: number }>()
  return {
    async write(name, content) {
      const bytes = Uint8Array.from(content instanceof Uint8Array ? content : await readFile(content.path))
      objects.set(name, { bytes, storedAtMs: Date.now() })
    },
    async open(name, size) {
      const body = new Response(objects.get(name)?.bytes).body
      if (objects.get(name)?.bytes.length !== size || body === null) throw damaged(size)
      return body
    },
    async remove(name) {
      objects.delete(name)
    },
    async *list() {
      for (const [name, { storedAtMs }] of objects) yield { name, storedAtMs }
    },
  }
}
