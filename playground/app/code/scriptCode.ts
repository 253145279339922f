import type { AppConfig } from '../appConfig.ts'
import { chosenAppearance, openKeyOptions } from '../clients/clientOptions.ts'
import type { Switches } from '../switches/switches.ts'
import { printLiteral } from './printLiteral.ts'
import type { ScriptFiles } from './scriptFiles.ts'

type Place = { readonly config: AppConfig; readonly switches: Switches; readonly files: ScriptFiles }

/**
 * Code for a page of plain HTML. The attributes set the appearance; the other switches need an instance of their own.
 */
export function scriptCode(place: Place): string {
  const { config, switches } = place
  const isInline = switches.presentation === 'inline'
  const isConfigured = switches.presentation === 'auto' && switches.chain === '1'
  const options = Object.entries(openKeyOptions(config, switches))
    .map(([name, value]) => `    ${name}: ${printLiteral(value, '    ')},\n`)
    .join('')
  const container = isInline ? "    container: document.querySelector('#openkey'),\n" : ''
  return `${scriptTag(place)}

<button id="sign-in">Sign in</button>
${isInline ? '<div id="openkey"></div>\n' : ''}<script>
${isConfigured ? '' : `  // A promise until the file has loaded.\n  const created = OpenKey.create({\n${options}${container}  })\n`}  document.querySelector('#sign-in').onclick = async ({ target }) => {
    const { address } = await ${isConfigured ? 'OpenKey' : '(await created)'}.connect()
    target.textContent = \`Signed in as \${address}\`
  }
</script>
`
}

/** Code for a page that signs in to its own server with the element. Where the widget is shown is not its choice. */
export function elementCode(place: Place): string {
  const { config, switches, files } = place
  const own =
    switches.chain === '1'
      ? ''
      : `\n  widget="${escaped(config.widgetUrl)}" app-name="${escaped(config.appName)}" chain-id="${switches.chain}"`
  return `${scriptTag(place)}
${tag(files, files.signIn)}></script>

<openkey-sign-in nonce-url="/siwe/nonce" verify-url="/siwe/verify"${own}
  statement="Sign in to the playground."></openkey-sign-in>
`
}

function scriptTag({ config, switches, files }: Place): string {
  const appearance = Object.entries(chosenAppearance(switches))
    .map(([name, value]) => ` data-${name}="${value}"`)
    .join('')
  return `<script>${files.stub}</script>
${tag(files, files.openkey)}
  data-widget="${escaped(config.widgetUrl)}" data-app-name="${escaped(config.appName)}"${appearance}></script>`
}

function tag({ base }: ScriptFiles, { name, integrity }: ScriptFiles['openkey']): string {
  return `<script async src="${escaped(base)}${name}"
  integrity="${integrity}" crossorigin="anonymous"`
}

function escaped(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('"', '&quot;').replaceAll('<', '&lt;')
}
