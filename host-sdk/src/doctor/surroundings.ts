import type { Origin } from '@openkey/protocol'
import type { HeaderValues } from './facts.ts'
import type { HidingRule } from './hidingRule.ts'

/** What a browser tells of a page beside what the SDK needs. `browserSurroundings` is the real one. */
export type Surroundings = {
  readonly url: string
  /** `null` in a sandbox that withholds it. */
  readonly origin: string
  readonly userAgent: string
  readonly metaPolicies: readonly string[]
  /** Features a frame of this origin would lack, where the browser can say. */
  readonly refusedFeatures: (origin: Origin, features: readonly string[]) => readonly string[] | undefined
  /** Finds what hides the content of this container, or of the page if there is no container. */
  readonly hiding: (container: HTMLElement | undefined) => HidingRule | undefined
  readonly hasStorage: () => boolean
  /** State of the permission to reach this device; `undefined` if the browser does not know that permission. */
  readonly localNetwork: () => Promise<PermissionState | undefined>
  /** Of the page, asked for once more; nothing where that is refused. */
  readonly readHeaders: (signal: AbortSignal) => Promise<HeaderValues | undefined>
  /** Whether a server answers at all: what it answers is not ours to read. */
  readonly answers: (url: string, signal: AbortSignal) => Promise<boolean>
  /** Calls with each policy that refuses a frame of this origin; returns its undo. */
  readonly onFrameRefused: (origin: Origin, listener: (policy: string) => void) => () => void
}
