import { afterAll, beforeAll, describe, expect, onTestFinished, test } from 'vitest'
import { freshEmail } from '../../fixtures/environment/startEnvironment.ts'
import { type Examples, openExamples, readCode } from '../../fixtures/packages/installed/openExamples.ts'
import { approveAll } from '../../fixtures/widget/approveAll.ts'

let examples: Examples
beforeAll(async () => {
  examples = await openExamples()
})
afterAll(() => examples?.stop())

// `npm run test:frameworks` tries the others.
describe('an app that init has written', () => {
  test.for(['vite', 'html'])('from the template %s signs in, and stores a value', async (template) => {
    const { page, widget, status, run, close } = await examples.open(template)
    onTestFinished(close)
    await page.getByLabel('Note').fill('A first note')
    await page.getByRole('button', { name: 'Store' }).click()
    await widget.connectByEmail(freshEmail(), readCode)
    await approveAll(widget.locator, status.getByText(/^Stored “A first note” for 0x[0-9a-fA-F]{40}$/).waitFor())

    await page.reload()
    await page.getByLabel('Note').fill('A second one')
    await page.getByRole('button', { name: 'Store' }).click()
    await status.getByText('Stored “A second one”').waitFor()
    if (template === 'vite') expect(run('build')).toContain('built in')
  })
})
