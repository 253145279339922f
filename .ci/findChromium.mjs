import { accessSync, constants } from 'node:fs'

const systemPaths = [
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome',
  '/usr/bin/google-chrome-stable',
]

/** @returns {string | undefined} path of the Chromium that `OPENKEY_CHROMIUM` names, otherwise of the system's */
export function findChromium() {
  const configured = process.env.OPENKEY_CHROMIUM
  return (configured ? [configured] : systemPaths).find((path) => {
    try {
      accessSync(path, constants.X_OK)
      return true
    } catch {
      return false
    }
  })
}
