import { isOpenKeyError } from '@openkey/host-sdk'
import { TinyCloudError } from '../../web-sdk/index.ts'
import { openKeyFixes } from './openKeyFixes.ts'
import { tinyCloudFixes } from './tinyCloudFixes.ts'

/** An error, explained. */
export type Problem = {
  /** Error code. Empty for an error of the app itself. */
  readonly code: string
  readonly message: string
  /** What to do about it. */
  readonly fix: string
  /** Details of this occurrence, as `name: value`. */
  readonly facts: readonly string[]
  /** Location of the documentation of the code. */
  readonly docsPath: string | undefined
}

/** Explains an error of any kind, with advice for each error code. */
export function describeProblem(error: unknown): Problem {
  if (isOpenKeyError(error)) {
    const { code, message, details, docsPath } = error
    return { code, message, fix: openKeyFixes[code], facts: listFacts(details), docsPath }
  }
  if (error instanceof TinyCloudError) {
    const { code, message, details } = error
    const docsPath = `playground/README.md#${code}`
    return { code, message, fix: tinyCloudFixes[code], facts: listFacts(details), docsPath }
  }
  const message = error instanceof Error ? error.message : String(error)
  return {
    code: '',
    message,
    fix: 'This error comes from the app itself. Check its code.',
    facts: [],
    docsPath: undefined,
  }
}

function listFacts(details: Readonly<Record<string, string | number | undefined>>): readonly string[] {
  return Object.entries(details).flatMap(([name, value]) => (value === undefined ? [] : [`${name}: ${value}`]))
}
