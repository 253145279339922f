import { type CallQueue, type QueuedCall, queuedCalls } from './callQueue.ts'

/**
 * The code of the snippet that is not in the file: keeps calls until the file has loaded. If it does not load, or is
 * another file than its hash says, calls fail instead of waiting for ever.
 */
export function installStub(page: { OpenKey?: unknown }): void {
  // Only script can create an own property: an element with this id appears on a prototype of `window`.
  if (Object.hasOwn(page, 'OpenKey') && page.OpenKey) return
  const waiting: QueuedCall[] = []
  const stub: Record<string, unknown> & { q: CallQueue } = { q: waiting }
  page.OpenKey = stub
  for (const name of queuedCalls) {
    stub[name] = (...args: readonly unknown[]) =>
      new Promise((resolve, reject) => {
        stub.q.push([name, args, resolve, reject])
      })
  }
  const hear = ({ target }: Event) => {
    if (!(target instanceof HTMLScriptElement) || !/\/openkey-\d[^/]*\.js$/.test(target.src)) return
    const fail = ([, , , reject]: QueuedCall) =>
      reject(Object.assign(new Error(`${target.src} did not load.`), { code: 'presentation_unavailable' }))
    for (const call of waiting.splice(0)) fail(call)
    stub.q = { push: fail }
  }
  // Such an event does not bubble; it can only be caught on its way down.
  addEventListener('error', hear, true)
}
