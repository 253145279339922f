import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { buildWidget } from '@openkey/widget/server'
import { gzipped } from './gzipped.ts'

export type WidgetWeights = {
  /** In kB. */
  readonly first: number
  /** Additional size of the first screen of a trusted page. */
  readonly welcome: number
  readonly idle: number
  /** Additional size of the screens of signing in. */
  readonly signIn: number
  readonly problem: number
  readonly passkeys: number
  readonly recovery: number
  readonly registrableDomain: number
  readonly styles: number
  /** Before the first usable control. */
  readonly requests: number
}

/** The widget as it is deployed. A script counts with all it imports, once. */
export async function measureWidgetSize(): Promise<WidgetWeights> {
  const outDir = mkdtempSync(join(tmpdir(), 'openkey-size-'))
  try {
    await buildWidget({ outDir })
    return weigh(join(outDir, 'assets'), readFileSync(join(outDir, 'index.html'), 'utf8'))
  } finally {
    rmSync(outDir, { recursive: true })
  }
}

function weigh(assets: string, page: string): WidgetWeights {
  const read = (name: string) => readFileSync(join(assets, name), 'utf8')
  const named = (start: string) => {
    const found = readdirSync(assets).find((name) => name.startsWith(`${start}-`))
    if (found === undefined) throw new Error(`The widget has no script ${start}.`)
    return found
  }
  const closure = (name: string): readonly string[] => [
    ...new Set([
      name,
      ...[...read(name).matchAll(/(?:from|import)\s*["'`]\.\/([^"'`]+)/g)].flatMap(([, next = '']) => closure(next)),
    ]),
  ]
  const weight = (names: readonly string[]) => names.reduce((sum, name) => sum + gzipped(read(name)), 0)

  const linked = [...page.matchAll(/(?:src|href)="\/assets\/([^"]+)"/g)].map(([, name = '']) => name)
  const styles = linked.filter((name) => name.endsWith('.css'))
  const first = [...new Set(linked.filter((name) => name.endsWith('.js')).flatMap(closure))]
  const after = (starts: readonly string[], before: readonly string[]) =>
    [...new Set(starts.map(named).flatMap(closure))].filter((name) => !before.includes(name))
  const welcome = after(['WelcomeScreen'], first)
  const idle = after(['review'], [...first, ...welcome])
  return {
    first: weight(first),
    welcome: weight(welcome),
    idle: weight(idle),
    signIn: weight(after(['SignInScreen'], [...first, ...welcome, ...idle])),
    problem: weight(after(['ProblemScreen'], [...first, ...welcome, ...idle])),
    passkeys: weight(after(['passkeyCeremonies'], [...first, ...welcome, ...idle])),
    recovery: weight(after(['recoverSigner'], [...first, ...welcome, ...idle])),
    registrableDomain: weight(after(['registrableDomain'], [...first, ...welcome, ...idle])),
    styles: weight(styles),
    requests: 1 + first.length + styles.length,
  }
}
