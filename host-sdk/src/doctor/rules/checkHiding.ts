import type { Facts } from '../facts.ts'
import type { Finding } from '../finding.ts'
import { usesWindow } from '../usesWindow.ts'

/** The page must render what the widget is put into. */
export function checkHiding({ page }: Facts): readonly Finding[] {
  if (usesWindow(page) || page.hiding === undefined) return []
  const { element, rule } = page.hiding
  return [
    {
      code: 'presentation_unavailable',
      problem: `The page hides everything in its ${element}, and so the widget: ${rule}`,
      fix: `Have ${element} shown before a call, for example by hiding what is in it instead.`,
      severity: 'error',
    },
  ]
}
