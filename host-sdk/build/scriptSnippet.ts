import { createHash } from 'node:crypto'
import type { Scripts } from './buildScripts.ts'

export type ScriptSnippetOptions = Pick<Scripts, 'openkey' | 'stub'> & {
  /** URL of the folder that serves the file, ending in a slash. */
  readonly base: string
  /** URL of the widget. */
  readonly widget: string
  readonly appName: string
}

/** Returns the HTML that an integrator copies into a page: the inline stub and the script tag. */
export function scriptSnippet({ base, widget, appName, openkey, stub }: ScriptSnippetOptions): string {
  return `<script>${stub}</script>
<script async src="${escaped(base)}${openkey.name}"
  integrity="${openkey.integrity}" crossorigin="anonymous"
  data-widget="${escaped(widget)}" data-app-name="${escaped(appName)}"></script>`
}

export type ElementSnippetOptions = Pick<Scripts, 'signIn'> & Pick<ScriptSnippetOptions, 'base'>

/** Returns the script tag of the `<openkey-sign-in>` element, which follows {@link scriptSnippet}. */
export function elementSnippet({ base, signIn }: ElementSnippetOptions): string {
  return `<script async src="${escaped(base)}${signIn.name}"
  integrity="${signIn.integrity}" crossorigin="anonymous"></script>`
}

/** Returns the source expression that allows the inline stub in a `script-src` directive (CSP Level 3). */
export function stubHash({ stub }: Pick<Scripts, 'stub'>): string {
  return `'sha256-${createHash('sha256').update(stub).digest('base64')}'`
}

const example = { base: 'https://cdn.example/', widget: 'https://openkey.example/', appName: 'Notes' }

/** Returns both snippets and the `script-src` that allows them, as the README and the package show them. */
export function describeScripts(scripts: Scripts): string {
  return `${scriptSnippet({ ...scripts, ...example })}

${elementSnippet({ ...scripts, ...example })}

<!-- script-src ${example.base}${scripts.openkey.name} ${example.base}${scripts.signIn.name} ${stubHash(scripts)} -->`
}

function escaped(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('"', '&quot;').replaceAll('<', '&lt;')
}
