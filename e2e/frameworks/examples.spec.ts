import { afterAll, beforeAll, describe, expect, onTestFinished, test } from 'vitest'
import { freshEmail } from '../fixtures/environment/startEnvironment.ts'
import { type Examples, openExamples, readCode } from '../fixtures/packages/installed/openExamples.ts'
import { approveAll } from '../fixtures/widget/approveAll.ts'

let examples: Examples
beforeAll(async () => {
  examples = await openExamples()
})
afterAll(() => examples?.stop())

describe('an app that init has written', () => {
  test('from the template react signs in, and stores a value', async () => {
    const { page, widget, status, run, close } = await examples.open('react')
    onTestFinished(close)
    await page.getByLabel('Note').fill('A first note')
    await page.getByRole('button', { name: 'Store' }).click()
    await widget.connectByEmail(freshEmail(), readCode)
    await approveAll(widget.locator, status.getByText(/^Stored “A first note” for 0x[0-9a-fA-F]{40}$/).waitFor())
    expect(run('build')).toContain('built in')
  })

  test('from the template wagmi connects, signs in, and stores a value', async () => {
    const { page, widget, status, run, close } = await examples.open('wagmi')
    onTestFinished(close)
    await page.getByRole('button', { name: 'Connect OpenKey' }).click()
    await widget.connectByEmail(freshEmail(), readCode)
    await page.getByRole('button', { name: 'Store' }).click()
    await approveAll(widget.locator, status.getByText(/^Stored “Hello” for 0x[0-9a-fA-F]{40}$/).waitFor())
    expect(run('build')).toContain('built in')
  })

  test('from the template server signs in to its own server', async () => {
    const { page, widget, status, close } = await examples.open('server')
    onTestFinished(close)
    await page.getByRole('button', { name: 'Sign in with OpenKey' }).click()
    await widget.connectByEmail(freshEmail(), readCode)
    await approveAll(widget.locator, status.getByText(/^The server has verified 0x[0-9a-fA-F]{40}$/).waitFor())
  })
})
