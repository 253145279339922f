import type { ErrorDetails } from './openKeyError.ts'

/** An error as it crosses a port: no stack, no cause, bounded text. */
export type WireError = {
  readonly code: string
  readonly message: string
  readonly details?: { readonly [Name in keyof ErrorDetails]: ErrorDetails[Name] | undefined } | undefined
}
