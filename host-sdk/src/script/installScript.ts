import { OpenKeyError, packageVersion as version } from '@openkey/protocol'
import type { OpenKey } from '../openKey.ts'
import type { OpenKeyOptions } from '../options.ts'
import type { QueuedCall } from './callQueue.ts'
import type { OpenKeyGlobal } from './openKeyGlobal.ts'
import { readScriptOptions, type ScriptData } from './readScriptOptions.ts'

export type InstallOptions = {
  /** The page's global object. `OpenKey` may be absent, the stub, or an earlier script. */
  readonly page: { OpenKey?: Partial<OpenKeyGlobal> | undefined }
  readonly data: ScriptData
  /** `data-widget` of every script element on the page, including this one. */
  readonly widgets: readonly string[]
  readonly create: (options: OpenKeyOptions) => OpenKey
  readonly warn: (message: string) => void
  /** Reports an invalid attribute, in addition to the calls that reject because of it. */
  readonly report: (error: OpenKeyError) => void
}

type ConfiguredOpenKey = OpenKey & Pick<OpenKeyGlobal, 'widgetUrl'>

/** Replaces the stub by OpenKey, and makes the calls that the stub has recorded. */
export function installScript({ page, data, widgets, create, warn, report }: InstallOptions): void {
  // An element with this id appears on a prototype of `window`.
  const before = Object.hasOwn(page, 'OpenKey') ? page.OpenKey : undefined
  const conflict = findConflict(widgets)
  if (before?.version !== undefined) {
    if (before.version !== version) warn(`OpenKey ${before.version} is already loaded; version ${version} is ignored.`)
    if (conflict) define(before, reject(conflict))
    return
  }
  const api = Object.assign(configure(), { version, create })
  const run = ([name, args, resolve, reject]: QueuedCall) => {
    const call: (...args: readonly never[]) => unknown = api[name]
    new Promise((settle) => settle(call(...(args as readonly never[])))).then(resolve, reject)
  }
  const waiting = before?.q
  // Keeps the identity of the stub, because code of the page may hold it.
  page.OpenKey = define(before ?? {}, Object.assign(api, { q: { push: run } }))
  // Emptied, so that the stub does not reject them later.
  if (Array.isArray(waiting)) waiting.splice(0).forEach(run)

  function configure(): ConfiguredOpenKey {
    if (conflict) return reject(conflict)
    try {
      const options = readScriptOptions(data)
      return Object.assign(create(options), { widgetUrl: options.widgetUrl })
    } catch (error) {
      if (!(error instanceof OpenKeyError)) throw error
      // Without attributes, pages use `create` or the attributes of elements.
      return data.widget === undefined ? rejectingOpenKey(error) : reject(error)
    }
  }

  function reject(error: OpenKeyError): ConfiguredOpenKey {
    report(error)
    return { ...rejectingOpenKey(error), widgetUrl: undefined }
  }
}

/**
 * Returns an error if two script elements name different widgets: one of them may have been injected, and the order of
 * loading does not reveal which.
 */
function findConflict([first, ...others]: readonly string[]): OpenKeyError | undefined {
  const received = others.find((widget) => widget !== first)
  if (received === undefined) return undefined
  const message = `data-widget must be the same in all script elements, not “${first}” in one and “${received}” in another.`
  return new OpenKeyError('invalid_params', message, { details: { field: 'data-widget', received } })
}

/** Defines the members of `source` on `target`. Assigning them would copy the present value of `account`. */
function define<Source extends object>(target: object, source: Source): Source {
  return Object.defineProperties(target, Object.getOwnPropertyDescriptors(source)) as Source
}

/** Returns an instance whose calls all reject with the error of its configuration. */
function rejectingOpenKey(error: OpenKeyError): OpenKey {
  const reject = async () => {
    throw error
  }
  return {
    account: undefined,
    preload() {},
    connect: reject,
    signSiwe: reject,
    signIn: reject,
    signer: { getAddress: reject, getChainId: reject, signMessage: reject },
    on: () => () => {},
    ping: reject,
    diagnose: reject,
    disconnect: reject,
    destroy() {},
  }
}
