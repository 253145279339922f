import type { Permission } from '../../web-sdk/index.ts'
import { formatPermission, parsePermission } from './permissionText.ts'

/** The values that each switch can have, the default first. */
export const choices = {
  sdk: ['web-sdk', 'provider', 'element'],
  presentation: ['auto', 'dialog', 'inline', 'window'],
  theme: ['auto', 'light', 'dark'],
  /** `''` is OpenKey's own color. The last one is too light for a light theme, so the widget darkens it there. */
  accent: ['', '#4338ca', '#b4235a', '#f4d03f'],
  radius: ['medium', 'none', 'small', 'large'],
  density: ['comfortable', 'compact'],
  font: ['system', 'rounded', 'serif'],
  /** `''` is the language of the browser. */
  locale: ['', 'en', 'de', 'es', 'fr', 'pt-BR', 'ja', 'zh-Hans', 'ar'],
  /** The widget of the playground lists the first one only. */
  chain: ['1', '8453'],
  user: ['returning', 'new'],
} as const

type Choices = typeof choices

/** Settings of the page's sign-in. The URL of the page holds them, so that a link shows others the same. */
export type Switches = { readonly [Name in keyof Choices]: Choices[Name][number] } & {
  /** Permissions that the app asks for. Without any, the client requests its default. */
  readonly permissions: readonly Permission[]
}

export const defaultSwitches: Switches = {
  sdk: 'web-sdk',
  presentation: 'auto',
  theme: 'auto',
  accent: '',
  radius: 'medium',
  density: 'comfortable',
  font: 'system',
  locale: '',
  chain: '1',
  user: 'returning',
  permissions: [],
}

/** Reads the switches of a URL. Values that do not exist are ignored. */
export function readSwitches(href: string): Switches {
  const { searchParams } = new URL(href)
  const choose = <Value extends string>(name: keyof Choices, values: readonly [Value, ...Value[]]): Value =>
    values.find((value) => value === searchParams.get(name)) ?? values[0]
  return {
    sdk: choose('sdk', choices.sdk),
    presentation: choose('presentation', choices.presentation),
    theme: choose('theme', choices.theme),
    accent: choose('accent', choices.accent),
    radius: choose('radius', choices.radius),
    density: choose('density', choices.density),
    font: choose('font', choices.font),
    locale: choose('locale', choices.locale),
    chain: choose('chain', choices.chain),
    user: choose('user', choices.user),
    permissions: searchParams.getAll('permission').flatMap((text) => parsePermission(text) ?? []),
  }
}

/** Returns a URL with these switches. It omits those that have their default, and keeps everything else. */
export function writeSwitches(href: string, { permissions, ...chosen }: Switches): string {
  const url = new URL(href)
  for (const [name, value] of Object.entries(chosen)) {
    url.searchParams.delete(name)
    if (value !== defaultSwitches[name as keyof Choices]) url.searchParams.set(name, value)
  }
  url.searchParams.delete('permission')
  for (const permission of permissions) url.searchParams.append('permission', formatPermission(permission))
  return url.href
}
