import { type PlaygroundOptions, startPlayground } from '@openkey/playground/server'
import { buildPage } from '../fixtures/pages/serving/buildPage.ts'
import { servePage } from '../fixtures/pages/serving/servePage.ts'

export type EngineEnvironment = {
  readonly widgetUrl: string
  /** Address of the test app, which frames the widget. */
  readonly pageUrl: string
  /** Authority of the test app: the domain of what it asks to be signed. */
  readonly domain: string
  /** Returns the newest code that was mailed to an address. */
  readonly codeFor: (email: string) => Promise<string>
  readonly stop: () => Promise<void>
}

/** The playground and the test app, for a browser that is launched beside it. */
export async function startEngineEnvironment(
  options: Pick<PlaygroundOptions, 'widgetPolicy'> = {},
): Promise<EngineEnvironment> {
  const playground = await startPlayground({ bootstrap: 'off', ...options })
  const testApp = await servePage(await buildPage('host'))
  const { widgetUrl, keyEndpointUrl } = playground
  const domain = `localhost:${testApp.port}`
  return {
    widgetUrl,
    pageUrl: `http://${domain}/?widget=${encodeURIComponent(widgetUrl)}`,
    domain,
    async codeFor(email) {
      const inbox = `http://127.0.0.1:${new URL(keyEndpointUrl).port}/inbox.json?to=${encodeURIComponent(email)}`
      const { letters } = (await (await fetch(inbox)).json()) as { letters: { text: string }[] }
      const code = letters[0]?.text.match(/\b\d{6}\b/)?.[0]
      if (code === undefined) throw new Error(`No code was mailed to ${email}.`)
      return code
    },
    async stop() {
      await testApp.stop()
      await playground.stop()
    },
  }
}
