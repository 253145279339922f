import type { Pipe } from './pipe.ts'
import { randomId } from './randomId.ts'
import type { Result } from './result.ts'

/** Carries calls without comlink, for a host's page: most of comlink is for what the guard never lets through. */
export const directPipe: Pipe = {
  wrap({ send, listen }) {
    const open = new Map<string, (result: Result<unknown>) => void>()
    /** One draw for all calls of a port: an id only has to be new to the two ends of it. */
    const prefix = randomId()
    let count = 0
    listen(({ id, value }) => {
      open.get(id)?.(value)
      open.delete(id)
    })
    return (name, input) =>
      new Promise((resolve) => {
        const id = `${prefix}-${(count++).toString(16)}`
        send({ id, name, input })
        open.set(id, resolve)
      })
  },
  expose(served, { send, listen }) {
    listen(async ({ id, name, input }) => send({ id, value: await served[name]?.(input) }))
  },
}
