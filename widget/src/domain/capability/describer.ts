import type { CapabilitySentence } from './capabilitySentence.ts'
import type { GrantTarget } from './grantTarget.ts'

/** Actions on one resource, all of one service. */
export type ServiceGrant = {
  readonly target: GrantTarget
  /** Absent for the whole service. */
  readonly path: string | undefined
  /** Short names, for example `get`. */
  readonly actions: readonly string[]
}

/** Puts the grants of one service into a sentence. */
export type Describer = {
  /** Aliases and wildcards are unknown on purpose, so that they are shown literally. */
  knows(action: string): boolean
  /** @returns `undefined` where no sentence would say exactly what is granted. */
  describe(grant: ServiceGrant): CapabilitySentence | undefined
}

/** A describer from the words of a service: action → what it gives access to, in the order sentences name it. */
export function describer<Access extends string>(
  words: Readonly<Record<string, Access>>,
  describe: (access: readonly Access[], grant: ServiceGrant) => CapabilitySentence | undefined,
): Describer {
  const vocabulary = new Map(Object.entries(words))
  const order = new Set(vocabulary.values())
  return {
    knows: (action) => vocabulary.has(action),
    describe(grant) {
      const granted = new Set(grant.actions.map((action) => vocabulary.get(action)))
      const access = [...order].filter((word) => granted.has(word))
      return describe(access, grant)
    },
  }
}
