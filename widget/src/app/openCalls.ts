import type { Outcome } from '../domain/signing/signingState.ts'

/** The pending promises of the host's calls. */
export type OpenCalls = {
  /** Begins a call: `start` gets its number, and the promise settles when that number does. */
  begin<Value extends OutcomeValue>(start: (id: number) => void): Promise<Value>
  /** Does nothing if the call is already settled. */
  settle(id: number, outcome: Outcome): void
}

type OutcomeValue = Extract<Outcome, { readonly ok: true }>['value']

export function createOpenCalls(): OpenCalls {
  const open = new Map<number, (outcome: Outcome) => void>()
  let lastId = 0
  return {
    begin<Value extends OutcomeValue>(start: (id: number) => void) {
      lastId += 1
      const id = lastId
      return new Promise<Value>((resolve, reject) => {
        // The reducer answers a request with the value of its kind, which this map cannot express.
        open.set(id, (outcome) => (outcome.ok ? resolve(outcome.value as Value) : reject(outcome.error)))
        start(id)
      })
    },
    settle(id, outcome) {
      open.get(id)?.(outcome)
      open.delete(id)
    },
  }
}
