import type { Facts, WidgetFailure } from '../facts.ts'
import type { Finding } from '../finding.ts'

/** How the widget answered from its frame, where nothing found before explains that. */
export function checkAnswer({ page, widget }: Facts, found: readonly Finding[]): readonly Finding[] {
  const { answer } = widget
  if (answer === undefined || answer === 'well') return []
  if (found.some(({ code }) => code === answer.code)) return []
  if (answer.code === 'frame_blocked' && found.some(explainsSilence)) return []
  const command = `npx @openkey/host-sdk doctor ${page.url} --widget ${widget.url}`
  return [{ code: answer.code, severity: 'error', ...explain(answer, page.origin, command) }]
}

function explainsSilence({ code, severity }: Finding): boolean {
  return severity === 'error' && code !== 'passkey_unavailable'
}

function explain(answer: WidgetFailure, origin: string, command: string): Pick<Finding, 'problem' | 'fix'> {
  const { code, message, expected, received } = answer
  switch (code) {
    case 'frame_blocked':
      return {
        problem: 'The widget did not start in its frame, and no policy of the page is in its way.',
        fix: `${command} shows what its server answers. If all is well there, an extension of this browser blocks it.`,
      }
    case 'origin_not_allowed':
      return {
        problem: `The widget’s deployment does not admit ${origin}.`,
        fix: `Add ${origin} to embedding.allow of the widget’s deployment.`,
      }
    case 'version_mismatch':
      return {
        problem: `SDK and widget share no version of the protocol: the SDK speaks ${expected}, the widget ${received}.`,
        fix: 'Update the older one of the two: npm install @openkey/host-sdk@latest, or the widget’s deployment.',
      }
    default:
      return { problem: message, fix: command }
  }
}
