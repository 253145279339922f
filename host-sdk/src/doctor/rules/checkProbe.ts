import type { Finding } from '../finding.ts'
import type { Observations, ProbeFailure } from '../observations.ts'

/** Reports why the widget failed in its frame, unless an earlier finding explains it. */
export function checkProbe({ page, widget }: Observations, found: readonly Finding[]): readonly Finding[] {
  const { probe } = widget
  if (probe === undefined || probe === 'ok') return []
  if (found.some(({ code }) => code === probe.code)) return []
  if (probe.code === 'frame_blocked' && found.some(explainsSilence)) return []
  const command = `npx @openkey/host-sdk doctor ${page.url} --widget ${widget.url}`
  return [{ code: probe.code, severity: 'error', ...explain(probe, page.origin, command) }]
}

function explainsSilence({ code, severity }: Finding): boolean {
  return severity === 'error' && code !== 'passkey_unavailable'
}

function explain(probe: ProbeFailure, origin: string, command: string): Pick<Finding, 'problem' | 'fix'> {
  const { code, message, expected, received } = probe
  switch (code) {
    case 'frame_blocked':
      return {
        problem: 'The widget did not start in its frame, and no policy of the page blocks it.',
        fix: `${command} shows what its server sends. If the command finds nothing, a browser extension blocks the widget.`,
      }
    case 'origin_not_allowed':
      return {
        problem: `The widget’s deployment does not allow ${origin}.`,
        fix: `Add ${origin} to embedding.allow of the widget’s deployment.`,
      }
    case 'version_mismatch':
      return {
        problem: `SDK and widget have no protocol version in common: the SDK supports ${expected}, the widget ${received}.`,
        fix: 'Update the older one: npm install @openkey/host-sdk@latest, or the widget’s deployment.',
      }
    default:
      return { problem: message, fix: command }
  }
}
