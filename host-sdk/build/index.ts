export { buildScripts, type Scripts } from './buildScripts.ts'
export { elementSnippet, scriptSnippet, stubHash } from './scriptSnippet.ts'
