import type { BootstrapEvent } from '../bootstrapState.ts'

/** One reason not to provision. */
export type Gate<Facts> = {
  readonly name: string
  readonly isOpen: (facts: Facts) => boolean
  readonly otherwise: Extract<BootstrapEvent, { type: 'gateClosed' | 'refused' }>
}

/** What the first closed gate says. @returns `undefined` when all are open */
export function firstClosed<Facts>(gates: readonly Gate<Facts>[], facts: Facts): Gate<Facts>['otherwise'] | undefined {
  return gates.find(({ isOpen }) => !isOpen(facts))?.otherwise
}
