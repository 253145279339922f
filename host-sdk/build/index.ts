export { buildEntries } from './buildEntries.ts'
export { buildScripts, type Scripts } from './buildScripts.ts'
export { publishedManifest, readManifest } from './manifest.ts'
export { elementSnippet, scriptSnippet, stubHash } from './scriptSnippet.ts'
