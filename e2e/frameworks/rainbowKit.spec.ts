import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { bindPort } from '../../playground/server/bindPort.ts'
import { freshEmail, startEnvironment, type TestEnvironment } from '../fixtures/environment/startEnvironment.ts'
import { packPackages } from '../fixtures/packages/installed/packPackages.ts'
import { fencedBlocks } from '../fixtures/packages/readme/fencedBlocks.ts'
import { approveAll } from '../fixtures/widget/approveAll.ts'
import { createWidgetFrame } from '../fixtures/widget/widgetFrame.ts'
import { installProject, type Project } from './installProject.ts'

const page = `<!doctype html><html lang="en"><title>Notes</title><link rel="icon" href="data:,">
<div id="root"></div><script type="module" src="/main.jsx"></script>`

/** Renders the component of the README, with a button that signs a message as users of wagmi do. */
const main = `import { createElement, useState } from 'react'
import { createRoot } from 'react-dom/client'
import { createSiweMessage, generateSiweNonce } from 'viem/siwe'
import { useAccount, useSignMessage } from 'wagmi'
import { App } from './App.jsx'

function Sign() {
  const { address } = useAccount()
  const { signMessageAsync } = useSignMessage()
  const [result, setResult] = useState('')
  async function sign() {
    const { host: domain, origin: uri } = location
    const expirationTime = new Date(Date.now() + 600_000)
    const nonce = generateSiweNonce()
    const message = createSiweMessage({ address, domain, uri, chainId: 1, version: '1', nonce, expirationTime })
    setResult(await signMessageAsync({ message }))
  }
  return createElement('main', {},
    createElement('output', { id: 'address' }, address),
    createElement('button', { onClick: sign }, 'Sign message'),
    createElement('output', { id: 'signature' }, result))
}

createRoot(document.querySelector('#root')).render(createElement(App, {}, createElement(Sign)))`

let environment: TestEnvironment
let project: Project
let origin: string
beforeAll(async () => {
  environment = await startEnvironment()
  const port = await bindPort({ port: 0, serverName: 'Vite', variable: 'PORT' })
  await port.close()
  origin = `http://localhost:${port.port}`
  const example = fencedBlocks('host-sdk/README.md').find(({ code }) => code.includes('<RainbowKitProvider>'))
  const tarballs = await packPackages()
  project = await installProject(
    [
      ...['@rainbow-me/rainbowkit@2.2.11', 'wagmi@2.19.5', 'viem@2.57.1', '@tanstack/react-query@5.108.0'],
      ...['react@19.3.1', 'react-dom@19.3.1', 'vite@8.3.8', tarballs['@openkey/host-sdk'] ?? ''],
    ],
    {},
  )
  project.write('index.html', page)
  project.write('main.jsx', main)
  project.write('App.jsx', (example?.code ?? '').replace('https://openkey.example/', environment.playground.widgetUrl))
  await project.run('vite', 'build', '--target', 'es2022')
  await project.serve(origin, 'vite', 'preview', '--port', String(port.port), '--strictPort')
})
afterAll(async () => {
  await project?.remove()
  await environment?.stop()
})

describe('an app with RainbowKit, as the README shows it', () => {
  test('connects, is connected after a reload, and signs', async () => {
    const { page, context } = await environment.newVisitor()
    const widget = createWidgetFrame(page, environment.playground.widgetUrl)
    const address = page.locator('#address', { hasText: /^0x[0-9a-fA-F]{40}$/ })
    await page.goto(origin)
    await page.getByRole('button', { name: 'Connect Wallet' }).click()
    await page.getByTestId('rk-wallet-option-so.openkey').click()
    await widget.connectByEmail(freshEmail(), environment.codeFor)
    const connected = await address.textContent()

    await page.reload()
    expect(await address.textContent()).toBe(connected)
    await page.getByRole('button', { name: 'Sign message' }).click()
    await approveAll(widget.locator, page.locator('#signature', { hasText: /^0x[0-9a-f]{130}$/ }).waitFor())
    await context.close()
  })
})
