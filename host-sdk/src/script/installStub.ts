import { type CallQueue, callsWithoutDeadline, type QueuedCall, queuedCalls } from './callQueue.ts'

/** Time that a call with a deadline waits for the file. */
const loadTimeoutMs = 30_000

/**
 * Code of the inline snippet: records calls until the file has loaded. Calls reject if the file does not load, its hash
 * does not match, or it is another file.
 */
export function installStub(page: { OpenKey?: unknown }): void {
  // Only scripts create an own property: elements with this id appear on a prototype of `window`.
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
        if (callsWithoutDeadline.includes(name)) return
        setTimeout(() => {
          const index = waiting.indexOf(call)
          if (index >= 0) waiting.splice(index, 1).forEach(failing('OpenKey'))
        }, loadTimeoutMs)
      })
  }
  const onLoadOrError = ({ target }: Event) => {
    // Another file may load in its place, for example a page that a server sends instead of a 404.
    if (!(target instanceof HTMLScriptElement) || stub.version || !isOpenKeyScript(target)) return
    const fail = failing(target.src || 'OpenKey')
    waiting.splice(0).forEach(fail)
    stub.q = { push: fail }
  }
  // Captured, because these events do not bubble. Called on the prototype, because an image may shadow the method.
  for (const type of ['error', 'load']) EventTarget.prototype.addEventListener.call(document, type, onLoadOrError, true)
}

/**
 * Recognizes the script by `data-widget`, which survives renaming the file, or by its original name in a URL or import.
 */
function isOpenKeyScript({ dataset, src, text }: HTMLScriptElement): boolean {
  return dataset.widget !== undefined || /\bopenkey-\d[^/]*\.m?js\b/.test(src || text)
}
