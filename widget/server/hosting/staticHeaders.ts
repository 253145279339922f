import type { DeploymentConfig } from '../../src/domain/config/deploymentConfig.ts'
import { responseHeaders } from '../responseHeaders.ts'
import { cloudflareLine, requireFewRules, requireFits } from './headerLimits.ts'

export type StaticHeadersOptions = {
  readonly config: DeploymentConfig
  /** URL paths of the assets. */
  readonly assets: readonly string[]
}

/**
 * Returns a `_headers` file for Netlify and Cloudflare Pages.
 *
 * Must not set a header in two rules that match the same path, because these hosts concatenate the values. Headers that
 * all responses share are set for every path, and all others per file. An exception is the content security policy of
 * the page that connects programs: a browser applies both, and the second one forbids to embed it.
 * @throws {OpenKeyError} `invalid_params` if a host would ignore a header
 */
export function staticHeaders({ config, assets }: StaticHeadersOptions): string {
  const document = withoutVary(responseHeaders(config, 'document'))
  const device = withoutVary(responseHeaders(config, 'device'))
  const asset = withoutVary(responseHeaders(config, 'asset'))
  const isShared = ([name, value]: readonly [string, string]) => document[name] === value && asset[name] === value
  const own = (headers: Readonly<Record<string, string>>) =>
    Object.entries(headers).filter((header) => !isShared(header))
  const rules = [
    rule('/*', Object.entries(document).filter(isShared)),
    rule('/', own(document)),
    rule('/device', own(device)),
    ...assets.map((path) => rule(path, own(asset))),
  ]
  requireFewRules(rules.length)
  return rules.join('\n')
}

function withoutVary({ vary: _, ...headers }: Readonly<Record<string, string>>): Readonly<Record<string, string>> {
  return headers
}

function rule(path: string, headers: readonly (readonly [string, string])[]): string {
  const lines = headers.map(([name, value]) => {
    const line = `  ${name}: ${value}`
    requireFits(cloudflareLine, name, line)
    return line
  })
  return [path, ...lines, ''].join('\n')
}
