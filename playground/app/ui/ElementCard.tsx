import { createOpenKey } from '@openkey/host-sdk'
import { useEffect, useRef, useState } from 'preact/hooks'
import type { AppConfig } from '../appConfig.ts'
import { openKeyOptions } from '../clients/clientOptions.ts'
import type { Switches } from '../switches/switches.ts'

type ElementCardProps = { readonly config: AppConfig; readonly switches: Switches }

/** Signs in to the server of this page with `<openkey-sign-in>`. */
export function ElementCard({ config, switches }: ElementCardProps) {
  const place = useRef<HTMLDivElement>(null)
  const [outcome, setOutcome] = useState('')
  useEffect(() => {
    const own = createOpenKey(openKeyOptions(config, switches))
    const element = document.createElement('openkey-sign-in')
    element.setAttribute('nonce-url', '/siwe/nonce')
    element.setAttribute('verify-url', '/siwe/verify')
    element.setAttribute('statement', 'Sign in to the playground.')
    element.addEventListener('openkey:signedin', ({ detail: { answer } }) =>
      setOutcome(`The server answered: ${answer}`),
    )
    element.addEventListener('openkey:error', ({ detail: { code, message } }) => setOutcome(`${code}: ${message}`))
    // The element uses the OpenKey of the page, which a page without a bundler has from the script tag.
    Object.assign(window, { OpenKey: { ...own, version: 'playground', widgetUrl: config.widgetUrl } })
    import('@openkey/host-sdk/element').then(() => place.current?.replaceChildren(element))
    return () => {
      element.remove()
      own.destroy()
      Reflect.deleteProperty(window, 'OpenKey')
    }
  }, [config, switches])
  return (
    <section class="card" aria-labelledby="element-title">
      <h2 id="element-title">Sign in to a server</h2>
      <p>The element gets a nonce from this server, has a message signed, and sends it back to be verified.</p>
      <div ref={place} />
      <p role="status">{outcome}</p>
    </section>
  )
}
