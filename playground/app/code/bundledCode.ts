import type { AppConfig } from '../appConfig.ts'
import { capabilityRequest, openKeyOptions } from '../clients/clientOptions.ts'
import type { Switches } from '../switches/switches.ts'
import { printLiteral } from './printLiteral.ts'

type Place = { readonly config: AppConfig; readonly switches: Switches }

/** Code for an app with a bundler and without a framework. */
export function npmCode(place: Place): string {
  const { switches } = place
  const isInline = switches.presentation === 'inline'
  return `${imports(place)}

const button = document.createElement('button')
button.textContent = 'Sign in'
document.body.append(button)
${isInline ? "const container = document.body.appendChild(document.createElement('div'))\n" : ''}
${clients(place)}
openkey.preload()

button.onclick = async () => {
  await ${signInCall(switches)}
  button.textContent = \`Signed in as \${tinycloud.address()}\`
}
`
}

/** Code for an app with React. With the provider, the TinyCloud client signs in by itself and needs no hook. */
export function reactCode(place: Place): string {
  const { switches } = place
  const isInline = switches.presentation === 'inline'
  const isProvider = switches.sdk === 'provider'
  const frame = isInline ? '\n      <div ref={addFrame} />' : ''
  return `import { useState } from 'react'
${isProvider ? '' : "import { OpenKeyProvider, useOpenKey } from '@openkey/host-sdk/react'\n"}${imports(place)}
${isInline ? "\nconst container = document.createElement('div')\n// Defined once: a frame that is moved reloads.\nconst addFrame = (place: HTMLDivElement | null) => place?.append(container)\n" : ''}
${clients(place)}

export function SignIn() {
  return (
    ${isProvider ? '<>' : '<OpenKeyProvider openkey={openkey}>'}
      <SignInButton />${frame}
    ${isProvider ? '</>' : '</OpenKeyProvider>'}
  )
}

function SignInButton() {
  ${isProvider ? '' : 'const { status, signIn } = useOpenKey()\n  '}const [address, setAddress] = useState<string>()
  async function press() {
    await ${isProvider ? 'tinycloud.signIn()' : 'signIn(withNarrowing(tinycloud))'}
    setAddress(tinycloud.address())
  }
  return (
    <button ${isProvider ? '' : "disabled={status === 'signing'} "}onClick={press}>
      {address ? \`Signed in as \${address}\` : 'Sign in'}
    </button>
  )
}
`
}

/** Code for an app with wagmi, which connects and signs messages of its own. */
export function wagmiCode({ config, switches }: Place): string {
  const isInline = switches.presentation === 'inline'
  const isBase = switches.chain === '8453'
  const chain = isBase ? 'base' : 'mainnet'
  return `import { createOpenKey } from '@openkey/host-sdk'
import { openKey } from '@openkey/host-sdk/wagmi'
import { createConfig, http } from 'wagmi'
import { connect } from 'wagmi/actions'
import { ${chain} } from 'wagmi/chains'

const button = document.createElement('button')
button.textContent = 'Sign in'
document.body.append(button)
${isInline ? "const container = document.body.appendChild(document.createElement('div'))\n" : ''}
const openkey = createOpenKey({
${members(openKeyOptions(config, switches))}${isInline ? '  container,\n' : ''}})
const config = createConfig({
  chains: [${chain}],
  connectors: [openKey({ openkey })],
  transports: { [${chain}.id]: http() },
})
openkey.preload()

button.onclick = async () => {
  const { accounts } = await connect(config, { connector: config.connectors[0] })
  button.textContent = \`Signed in as \${accounts[0]}\`
}
`
}

function imports({ switches }: Place): string {
  return [
    "import { createOpenKey } from '@openkey/host-sdk'",
    switches.sdk === 'provider'
      ? "import { createProvider } from '@openkey/host-sdk/provider'"
      : "import { withNarrowing } from '@openkey/host-sdk/web-sdk'",
    "import { TinyCloudWeb } from '@openkey/playground/web-sdk'",
  ].join('\n')
}

function clients({ config, switches }: Place): string {
  const { sdk, chain, presentation } = switches
  const chainOption = chain === '1' ? '' : `, { chainId: ${chain} }`
  const wallet = sdk === 'provider' ? `provider: createProvider(openkey${chainOption})` : 'signer: openkey.signer'
  const request = capabilityRequest(switches)
  return `const openkey = createOpenKey({
${members(openKeyOptions(config, switches))}${presentation === 'inline' ? '  container,\n' : ''}})
const tinycloud = new TinyCloudWeb({
  ${wallet},
${members({ tinycloudHosts: [config.nodeUrl], autoCreateSpace: false, ...(request && { capabilityRequest: request }) })}})`
}

function members(options: object): string {
  return Object.entries(options)
    .map(([name, value]) => `  ${name}: ${printLiteral(value, '  ')},\n`)
    .join('')
}

function signInCall({ sdk }: Switches): string {
  return sdk === 'provider' ? 'tinycloud.signIn()' : 'openkey.signIn(withNarrowing(tinycloud))'
}
