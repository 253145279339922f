import { OpenKeyError } from '@openkey/protocol'
import type { OpenKey } from '../openKey.ts'
import type { OpenKeyOptions } from '../options.ts'
import { version } from '../version.ts'
import type { QueuedCall } from './callQueue.ts'
import type { OpenKeyGlobal } from './openKeyGlobal.ts'
import { readScriptOptions, type ScriptData } from './readScriptOptions.ts'
import { refuseEverything } from './refuseEverything.ts'

export type InstallOptions = {
  /** The page's global object: without OpenKey, with the stub, or with the script loaded before. */
  readonly page: { OpenKey?: Partial<OpenKeyGlobal> | undefined }
  readonly data: ScriptData
  /** `data-widget` of every script element on the page, including this one. */
  readonly widgets: readonly string[]
  readonly create: (options: OpenKeyOptions) => OpenKey
  readonly warn: (message: string) => void
  /** Told of an attribute that cannot be used, beside the calls that fail of it. */
  readonly report: (error: OpenKeyError) => void
}

type ConfiguredOpenKey = OpenKey & Pick<OpenKeyGlobal, 'widgetUrl'>

/** Puts OpenKey on the page, in the stub's place, and makes the calls it has kept. */
export function installScript({ page, data, widgets, create, warn, report }: InstallOptions): void {
  // An element with this id appears on a prototype of `window`.
  const before = Object.hasOwn(page, 'OpenKey') ? page.OpenKey : undefined
  const conflict = findConflict(widgets)
  if (before?.version !== undefined) {
    if (before.version !== version) warn(`OpenKey ${before.version} is on this page already; ${version} is not used.`)
    if (conflict) Object.assign(before, refuse(conflict))
    return
  }
  const api = Object.assign(configure(), { version, create })
  const run = ([name, args, resolve, reject]: QueuedCall) => {
    const call: (...args: readonly never[]) => unknown = api[name]
    new Promise((settle) => settle(call(...(args as readonly never[])))).then(resolve, reject)
  }
  const waiting = before?.q
  // The same object, so that what holds the stub holds this.
  page.OpenKey = Object.assign(before ?? {}, api, { q: { push: run } })
  // Taken out, so that the stub no longer looks after them.
  if (Array.isArray(waiting)) waiting.splice(0).forEach(run)

  function configure(): ConfiguredOpenKey {
    if (conflict) return refuse(conflict)
    try {
      const options = readScriptOptions(data)
      return { ...create(options), widgetUrl: options.widgetUrl }
    } catch (error) {
      if (!(error instanceof OpenKeyError)) throw error
      // A script without attributes is for `create`, and for elements that have their own.
      return data.widget === undefined ? refuseEverything(error) : refuse(error)
    }
  }

  function refuse(error: OpenKeyError): ConfiguredOpenKey {
    report(error)
    return { ...refuseEverything(error), widgetUrl: undefined }
  }
}

/**
 * If two script elements name different widgets, one of them may have been injected. Loading order does not reveal which:
 * a policy that allows the file runs it from either.
 */
function findConflict([first, ...others]: readonly string[]): OpenKeyError | undefined {
  const received = others.find((widget) => widget !== first)
  if (received === undefined) return undefined
  const message = `data-widget must be the same in all script elements, not “${first}” in one and “${received}” in another.`
  return new OpenKeyError('invalid_params', message, { details: { field: 'data-widget', received } })
}
