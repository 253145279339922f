import { cpSync } from 'node:fs'
import { join } from 'node:path'
import { packageVersion } from '@openkey/protocol'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { repository } from '../../host-sdk/build/repository.ts'
import { bindPort } from '../../playground/server/bindPort.ts'
import { freshEmail, startEnvironment, type TestEnvironment } from '../fixtures/environment/startEnvironment.ts'
import { packPackages } from '../fixtures/packages/installed/packPackages.ts'
import { approveAll } from '../fixtures/widget/approveAll.ts'
import { createWidgetFrame } from '../fixtures/widget/widgetFrame.ts'
import { installProject, type Project } from './installProject.ts'

const layout = `export default function Layout({ children }) {
  return <html lang="en"><body>{children}</body></html>
}`

const page = `import { SignIn } from '../SignIn.jsx'
export default function Page() {
  return <SignIn />
}`

/** The page of the element: React moves the scripts to the head. */
const elementPage = (scripts: string) => `export default function Page() {
  return (
    <>
      ${scripts}
      <openkey-sign-in nonce-url="/siwe/nonce" verify-url="/siwe/verify" />
    </>
  )
}`

let environment: TestEnvironment
let project: Project
let origin: string
beforeAll(async () => {
  environment = await startEnvironment()
  const { appUrl, widgetUrl } = environment.playground
  const port = await bindPort({ port: 0, serverName: 'Next', variable: 'PORT' })
  await port.close()
  origin = `http://localhost:${port.port}`
  const secret = 'a secret of the tests, 32 characters'
  const tarballs = await packPackages()
  project = await installProject(
    [
      ...['next@16.4.6', 'next-auth@4.24.15', 'react@19.3.1', 'react-dom@19.3.1', 'iron-session@8.0.4'],
      ...['siwe@3.0.0', 'ethers@6.17.0', 'viem@2.57.1', tarballs['@openkey/host-sdk'] ?? ''],
    ],
    {
      ORIGIN: origin,
      SESSION_SECRET: secret,
      NEXTAUTH_URL: origin,
      NEXTAUTH_SECRET: secret,
      NEXT_PUBLIC_OPENKEY_WIDGET_URL: widgetUrl,
      NEXT_TELEMETRY_DISABLED: '1',
    },
  )
  cpSync(join(repository, 'playground/siwe-server/recipes/next'), project.folder, { recursive: true })
  const [core, element] = ['openkey', 'openkey-sign-in'].map((name) => `${appUrl}/${name}-${packageVersion}.js`)
  const scripts = `<script async src="${core}" crossOrigin="anonymous" data-widget="${widgetUrl}" data-app-name="Notes" />
      <script async src="${element}" crossOrigin="anonymous" />`
  project.write('app/layout.jsx', layout)
  project.write('app/page.jsx', page)
  project.write('app/element/page.jsx', elementPage(scripts))
  await project.run('next', 'build')
  await project.serve(origin, 'next', 'start', '-p', String(port.port))
})
afterAll(async () => {
  await project?.remove()
  await environment?.stop()
})

/** Opens a page of the app, and presses its button. */
async function press(path: string) {
  const { page, context } = await environment.newVisitor()
  const statuses: string[] = []
  page.on('response', (response) => {
    const url = new URL(response.url())
    if (url.origin === origin && url.pathname.startsWith('/siwe/'))
      statuses.push(`${url.pathname} ${response.status()}`)
  })
  await page.goto(`${origin}${path}`)
  await page.getByRole('button', { name: 'Sign in with OpenKey' }).click()
  const widget = createWidgetFrame(page, environment.playground.widgetUrl)
  await widget.connectByEmail(freshEmail(), environment.codeFor)
  return { page, widget, statuses, leave: () => context.close() }
}

describe('an app of Next.js', () => {
  test('signs in by the element and its route handlers', async () => {
    const { page, widget, statuses, leave } = await press('/element')
    await approveAll(widget.locator, page.locator('openkey-sign-in:state(signed-in)').waitFor())
    expect(statuses).toEqual(['/siwe/nonce 200', '/siwe/verify 200'])
    await leave()
  })

  test('signs in to NextAuth', async () => {
    const { page, widget, leave } = await press('/')
    const signedIn = page.getByText(/^Signed in as 0x[0-9a-fA-F]{40}$/)
    await approveAll(widget.locator, signedIn.waitFor())
    const address = (await signedIn.textContent())?.split(' ').at(-1)
    const session = await page.evaluate(async () => (await fetch('/api/auth/session')).json())
    expect(session.user).toEqual({ name: address })
    await leave()
  })
})
