import { createHash } from 'node:crypto'
import type { Scripts } from './buildScripts.ts'

export type ScriptSnippetOptions = Pick<Scripts, 'openkey' | 'stub'> & {
  /** Where the file is served, with a slash at its end. */
  readonly base: string
  readonly widget: string
  readonly appName: string
}

/** What an integrator copies into a page. */
export function scriptSnippet({ base, widget, appName, openkey, stub }: ScriptSnippetOptions): string {
  return `<script>${stub}</script>
<script async src="${escaped(base)}${openkey.name}"
  integrity="${openkey.integrity}" crossorigin="anonymous"
  data-widget="${escaped(widget)}" data-app-name="${escaped(appName)}"></script>`
}

export type ElementSnippetOptions = Pick<Scripts, 'signIn'> & { readonly base: string }

/** What loads the element `<openkey-sign-in>`, beside the above. */
export function elementSnippet({ base, signIn }: ElementSnippetOptions): string {
  return `<script async src="${escaped(base)}${signIn.name}"
  integrity="${signIn.integrity}" crossorigin="anonymous"></script>`
}

/** What a strict `script-src` needs for the inline half. */
export function stubHash({ stub }: Pick<Scripts, 'stub'>): string {
  return `'sha256-${createHash('sha256').update(stub).digest('base64')}'`
}

function escaped(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('"', '&quot;').replaceAll('<', '&lt;')
}
