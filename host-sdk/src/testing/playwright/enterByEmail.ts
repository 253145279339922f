import type { FrameLocator, Page } from 'playwright-core'
import type { ReadCode } from './readCodeFrom.ts'

/** Signs in by email code in the widget's frame or window, up to the offer of a passkey. */
export async function enterByEmail(widget: FrameLocator | Page, email: string, readCode: ReadCode): Promise<void> {
  // Earlier releases of the widget write “e-mail”.
  await widget.getByRole('button', { name: /^Continue with e-?mail$/ }).click()
  await widget.getByLabel(/^E-?mail/).fill(email)
  await widget.getByRole('button', { name: 'Send code', exact: true }).click()
  const field = widget.getByLabel('Six-digit code')
  await field.waitFor()
  await field.pressSequentially(await readCode(email))
}
