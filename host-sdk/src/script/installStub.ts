import { type CallQueue, lastingCalls, type QueuedCall, queuedCalls } from './callQueue.ts'

/** How long a call that asks somebody waits for the file, in milliseconds. */
const loadTimeoutMs = 30_000

/**
 * The code of the snippet that is not in the file: keeps calls until the file has loaded. If it does not load, or is
 * another file than its hash says or its name promises, calls fail instead of waiting for ever.
 */
export function installStub(page: { OpenKey?: unknown }): void {
  // Only script can create an own property: an element with this id appears on a prototype of `window`.
  if (Object.hasOwn(page, 'OpenKey') && page.OpenKey) return
  const waiting: QueuedCall[] = []
  const stub: Record<string, unknown> & { q: CallQueue } = { q: waiting }
  page.OpenKey = stub

  const failing =
    (file: string) =>
    ([, , , reject]: QueuedCall) =>
      reject(Object.assign(new Error(`${file} did not load.`), { code: 'presentation_unavailable' }))

  for (const name of queuedCalls) {
    stub[name] = (...args: readonly unknown[]) =>
      new Promise((resolve, reject) => {
        const call: QueuedCall = [name, args, resolve, reject]
        stub.q.push(call)
        if (lastingCalls.includes(name)) return
        setTimeout(() => {
          const index = waiting.indexOf(call)
          if (index >= 0) waiting.splice(index, 1).forEach(failing('OpenKey'))
        }, loadTimeoutMs)
      })
  }
  const hear = ({ target }: Event) => {
    // A file that is not ours loads as well, for example the page that a server sends instead of a 404.
    if (!(target instanceof HTMLScriptElement) || stub.version || !isOurs(target)) return
    const fail = failing(target.src || 'OpenKey')
    waiting.splice(0).forEach(fail)
    stub.q = { push: fail }
  }
  // Such events do not bubble, and a load does not reach the window. An image of that name shadows the document's method.
  for (const type of ['error', 'load']) EventTarget.prototype.addEventListener.call(document, type, hear, true)
}

/** By what stays in place when a file is renamed, or by the name it has in the package, which a module may import. */
function isOurs({ dataset, src, text }: HTMLScriptElement): boolean {
  return dataset.widget !== undefined || /\bopenkey-\d[^/]*\.m?js\b/.test(src || text)
}
