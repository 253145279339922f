import type { OpenKeyError } from '@openkey/protocol'
import { render } from 'preact'
import { applyAppearance } from './applyAppearance.ts'
import { FailureScreen } from './screens/FailureScreen.tsx'
import { setLanguage } from './text/language.ts'

/** Explains why the widget cannot be used here, in the language of the browser, because no page has chosen one. */
export async function showFailure(error: OpenKeyError, root: HTMLElement): Promise<void> {
  await setLanguage(navigator.languages)
  applyAppearance(root.ownerDocument.documentElement, {})
  render(<FailureScreen error={error} />, root)
}
