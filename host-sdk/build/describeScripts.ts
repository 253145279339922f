import type { Scripts } from './buildScripts.ts'
import { elementSnippet, scriptSnippet, stubHash } from './scriptSnippet.ts'

const place = { base: 'https://cdn.example/', widget: 'https://openkey.example/', appName: 'Notes' }

/** What the build prints, the package brings along and the README shows: the snippets, and what a strict policy needs for them. */
export function describeScripts(scripts: Scripts): string {
  return `${scriptSnippet({ ...scripts, ...place })}

${elementSnippet({ ...scripts, ...place })}

<!-- script-src ${place.base}${scripts.openkey.name} ${place.base}${scripts.signIn.name} ${stubHash(scripts)} -->`
}
