import type { Finding } from '../finding.ts'
import { type Observations, usesWindow } from '../observations.ts'

/** The page must render the parent of the widget. */
export function checkHiding({ page }: Observations): readonly Finding[] {
  if (usesWindow(page) || page.hiding === undefined) return []
  const { element, rule } = page.hiding
  return [
    {
      code: 'presentation_unavailable',
      problem: `The page hides its ${element}, which contains the widget: ${rule}`,
      fix: `Show ${element} before a call, for example by hiding its children instead.`,
      severity: 'error',
    },
  ]
}
