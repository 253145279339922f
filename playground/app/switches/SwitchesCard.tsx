import type { AppConfig } from '../appConfig.ts'
import { CapabilityBuilder } from './CapabilityBuilder.tsx'
import { choices, type Switches } from './switches.ts'

type SwitchesCardProps = {
  readonly config: AppConfig
  readonly switches: Switches
  /** URL of this page with the same switches, as a page that the widget does or does not trust. */
  readonly otherUrl: string
  readonly onChange: (switches: Switches) => void
}

/** Chooses how the page signs in. */
export function SwitchesCard({ config, switches, otherUrl, onChange }: SwitchesCardProps) {
  const { isTrusted, inboxUrl } = config
  return (
    <section class="card" aria-labelledby="switches-title">
      <h2 id="switches-title">How to sign in</h2>
      <div class="switches">
        {switchNames.map((name) => (
          <label key={name}>
            {labels[name]}
            <select
              value={switches[name]}
              onChange={({ currentTarget: { value } }) => onChange({ ...switches, [name]: value })}
            >
              {choices[name].map((value) => (
                <option key={value} value={value}>
                  {(name === 'accent' && accentLabels[value]) || (valueLabels[value] ?? value)}
                </option>
              ))}
            </select>
          </label>
        ))}
      </div>
      {switches.user === 'new' && (
        <p class="hint">
          The page drops its approval before it signs in. Continue with email in the widget; if it knows you, choose
          “Use another account”. Enter an address that nobody has used, such as{' '}
          <code data-testid="new-email">{newEmail}</code>, and read the code in the{' '}
          <a href={inboxUrl} target="_blank" rel="noreferrer">
            inbox
          </a>
          .
        </p>
      )}
      <p>
        {isTrusted
          ? 'The widget trusts this page: users can approve everything in the frame.'
          : 'The widget does not know this page: users approve new permissions in a window.'}{' '}
        <a href={otherUrl}>{isTrusted ? 'Open it as an unknown page' : 'Open it as a trusted page'}</a>
      </p>
      {switches.sdk !== 'element' && (
        <CapabilityBuilder
          permissions={switches.permissions}
          onChange={(permissions) => onChange({ ...switches, permissions })}
        />
      )}
    </section>
  )
}

const newEmail = `new-${crypto.randomUUID().slice(0, 8)}@example.com`

const switchNames = [
  'sdk',
  'presentation',
  'theme',
  'accent',
  'radius',
  'density',
  'font',
  'locale',
  'chain',
  'user',
] as const

const labels = {
  sdk: 'By',
  presentation: 'Presentation',
  theme: 'Appearance',
  accent: 'Accent',
  radius: 'Corners',
  density: 'Density',
  font: 'Font',
  locale: 'Language',
  chain: 'Chain',
  user: 'User',
} as const

const accentLabels: Readonly<Record<string, string>> = {
  '': 'OpenKey green',
  '#4338ca': 'indigo (#4338ca)',
  '#b4235a': 'raspberry (#b4235a)',
  '#f4d03f': 'yellow (#f4d03f)',
}

/** Names of the values that do not explain themselves. */
const valueLabels: Readonly<Record<string, string>> = {
  '': 'of the browser',
  '1': 'Ethereum (1)',
  '8453': 'Base (8453), which this widget rejects',
  returning: 'returning',
  new: 'new',
  provider: 'provider (EIP-1193)',
  element: 'element, to a server',
}
