import type { Capability, Caveat } from '@openkey/protocol/siwe'
import { sanitizeForDisplay, sanitizeNameForDisplay } from '../sanitizeForDisplay.ts'
import type { CapabilitySentence } from './capabilitySentence.ts'

/** Describes a capability verbatim, because OpenKey does not know its meaning. */
export function describeLiterally(
  capabilities: readonly [Capability, ...Capability[]],
  { isRecognised }: { readonly isRecognised: boolean },
): CapabilitySentence {
  const [{ resource, caveats }] = capabilities
  return {
    id: 'literal',
    abilities: capabilities.map(({ ability }) => sanitizeNameForDisplay(ability, { maxLength: 64 })),
    resource: sanitizeNameForDisplay(resource, { maxLength: 128 }),
    isRecognised,
    caveats: hasCaveats(caveats) ? describeCaveats(caveats) : [],
  }
}

/** Returns whether any alternative limits anything; `[{}]` does not. */
export function hasCaveats(caveats: readonly Caveat[]): boolean {
  return caveats.some(limits)
}

/** An alternative without limits makes the others irrelevant, so it comes first. */
function describeCaveats(caveats: readonly Caveat[]) {
  const ordered = [...caveats.filter((caveat) => !limits(caveat)), ...caveats.filter(limits)]
  return ordered.map((caveat) => sanitizeForDisplay(JSON.stringify(caveat), { maxLength: 192 }))
}

function limits(caveat: Caveat): boolean {
  return Object.keys(caveat).length > 0
}
