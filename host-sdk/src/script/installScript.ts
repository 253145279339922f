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
  readonly create: (options: OpenKeyOptions) => OpenKey
  readonly warn: (message: string) => void
  /** Told of an attribute that cannot be used, beside the calls that fail of it. */
  readonly report: (error: OpenKeyError) => void
}

/** Puts OpenKey on the page, in the stub's place, and makes the calls it has kept. */
export function installScript({ page, data, create, warn, report }: InstallOptions): void {
  const { OpenKey: before } = page
  if (before?.version !== undefined) {
    if (before.version !== version) warn(`OpenKey ${before.version} is on this page already; ${version} is not used.`)
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
  if (Array.isArray(waiting)) waiting.forEach(run)

  function configure(): OpenKey {
    try {
      return create(readScriptOptions(data))
    } catch (error) {
      if (!(error instanceof OpenKeyError)) throw error
      // A script without attributes is for `create`, and for elements that have their own.
      if (data.widget !== undefined) report(error)
      return refuseEverything(error)
    }
  }
}
