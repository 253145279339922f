import type { DeploymentConfig } from '../src/domain/config/deploymentConfig.ts'

const element = '<script type="application/json" id="openkey-config"></script>'

/**
 * Inserts the configuration into the built page.
 * @throws {Error} unless the page has exactly one element for it
 */
export function fillConfigElement(html: string, config: DeploymentConfig): string {
  const [before, after, ...more] = html.split(element)
  if (before === undefined || after === undefined || more.length > 0) {
    throw new Error(`Invalid page: expected exactly one ${element}`)
  }
  // Only "<" could end a script element.
  const json = JSON.stringify(config).replaceAll('<', '\\u003c')
  return `${before}${element.replace('></', () => `>${json}</`)}${after}`
}
