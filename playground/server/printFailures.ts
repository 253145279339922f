import { type KeyEndpointOptions, levelOf } from '../key-endpoint/index.ts'
import { describeError, type NodeOptions } from '../node/index.ts'

export type FailurePrinter = {
  readonly node: {
    readonly onError: NonNullable<NodeOptions['onError']>
    readonly onResponse: NonNullable<NodeOptions['onResponse']>
  }
  readonly keyEndpoint: NonNullable<KeyEndpointOptions['log']>
}

/**
 * Prints what an operator has to act on, one line each.
 * @param level `debug` also prints each request
 */
export function printFailures(print: (line: string) => void, level: 'normal' | 'debug'): FailurePrinter {
  return {
    node: {
      onError: (error, request) =>
        print(`node: ${request?.route ?? 'background work'} failed: ${describeError(error)}`),
      onResponse({ method, route, status }) {
        if (level === 'debug') print(`node: ${method} ${route} ${status}`)
      },
    },
    keyEndpoint(entry) {
      const isPrinted = { error: true, info: false, debug: level === 'debug' }[levelOf(entry)]
      const { event, ...details } = entry
      const facts = Object.entries(details).map(([name, value]) => `${name}=${value}`)
      if (isPrinted) print(`key endpoint: ${[event, ...facts].join(' ')}`)
    },
  }
}
