import type { DeploymentConfig } from '../src/domain/config/deploymentConfig.ts'

const element = '<script type="application/json" id="openkey-config"></script>'

/**
 * Writes the configuration into the built page.
 * @throws {Error} when the page does not have exactly one place for it
 */
export function fillConfigElement(html: string, config: DeploymentConfig): string {
  const [before, after, ...more] = html.split(element)
  if (before === undefined || after === undefined || more.length > 0) {
    throw new Error(`The widget's page must hold exactly one ${element}`)
  }
  // Inside a script element only "<" could end the JSON early.
  const json = JSON.stringify(config).replaceAll('<', '\\u003c')
  return `${before}${element.replace('></', () => `>${json}</`)}${after}`
}
