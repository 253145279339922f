import type { Capability, Caveat } from '@openkey/protocol/siwe'
import { visibleText } from '../visibleText.ts'
import type { Description } from './describer.ts'

/** Says what is granted in its own spelling. Literal is always sensitive: nobody can vouch for what it means. */
export function describeLiterally(capabilities: readonly [Capability, ...Capability[]]): Description {
  const [{ resource, caveats }] = capabilities
  return {
    sentence: {
      id: 'literal',
      abilities: capabilities.map(({ ability }) => visibleText(ability, { maxLength: 96 })),
      resource: visibleText(resource, { maxLength: 192 }),
      caveats: hasCaveats(caveats)
        ? caveats.map((caveat) => visibleText(JSON.stringify(caveat), { maxLength: 1024 }))
        : [],
    },
    isSensitive: true,
  }
}

/** Whether any alternative limits anything; `[{}]` does not. */
export function hasCaveats(caveats: readonly Caveat[]): boolean {
  return caveats.some((caveat) => Object.keys(caveat).length > 0)
}
