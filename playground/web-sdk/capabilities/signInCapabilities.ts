import type { Abilities } from '@openkey/protocol/session'

/** What one sign-in asks for. */
export type SignInCapabilities = {
  /** The primary space. */
  readonly spaceId: string
  /** Abilities in the primary space. */
  readonly abilities: Abilities
  /** Abilities in further spaces. */
  readonly spaceAbilities: Readonly<Record<string, Abilities>>
  /** Abilities on resources that are in no space. */
  readonly rawAbilities: Readonly<Record<string, readonly string[]>>
}
