import type { Call, Reply } from './comlinkMessages.ts'
import type { Endpoint } from './guardEndpoint.ts'
import type { Result } from './result.ts'

/** Methods by name, each with one argument. They never throw: see `serveMethods`. */
export type Served = Readonly<Record<string, (input: unknown) => Promise<Result<unknown>>>>

/** Carries calls and their replies behind the guard. It judges nothing. */
export type Pipe = {
  /** Calls methods of the other side; whoever calls gives up what is never answered. */
  readonly wrap: (
    endpoint: Endpoint<Reply<Result<unknown>>, Call>,
  ) => (name: string, input: unknown) => Promise<Result<unknown>>
  /** Answers calls of the other side. */
  readonly expose: (served: Served, endpoint: Endpoint<Call, Reply>) => void
}
