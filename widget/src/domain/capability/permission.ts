import type { Capability } from '@openkey/protocol/siwe'
import type { CapabilitySentence } from './capabilitySentence.ts'
import type { GrantTarget } from './grantTarget.ts'
import type { Protection } from './protection.ts'

/** One sentence of a review and the capabilities that it describes. Each capability belongs to exactly one. */
export type Permission = {
  readonly target: GrantTarget
  readonly sentence: CapabilitySentence
  /** The highest protection among its capabilities. Anything but `ordinary` is set apart and must be read. */
  readonly protection: Protection
  /** Whether all of it is reading below one path, none of which is protected. */
  readonly isCollapsible: boolean
  readonly capabilities: readonly Capability[]
}
