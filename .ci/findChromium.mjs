import { accessSync, constants } from 'node:fs'

const places = [
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome',
  '/usr/bin/google-chrome-stable',
]

/** @returns {string | undefined} The system's Chromium; `OPENKEY_CHROMIUM` names another one. */
export function findChromium() {
  const named = process.env.OPENKEY_CHROMIUM
  return (named ? [named] : places).find((path) => {
    try {
      accessSync(path, constants.X_OK)
      return true
    } catch {
      return false
    }
  })
}
