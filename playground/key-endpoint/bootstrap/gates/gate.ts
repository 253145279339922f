import type { BootstrapEvent } from '../bootstrapState.ts'

/** A condition for provisioning. */
export type Gate<Input> = {
  readonly name: string
  readonly isOpen: (input: Input) => boolean
  readonly whenClosed: Extract<BootstrapEvent, { type: 'gateClosed' | 'refused' }>
}

/** @returns the event of the first closed gate; `undefined` if all gates are open */
export function firstClosedGate<Input>(
  gates: readonly Gate<Input>[],
  input: Input,
): Gate<Input>['whenClosed'] | undefined {
  return gates.find(({ isOpen }) => !isOpen(input))?.whenClosed
}
