import { createOpenKey, type OpenKey } from '@openkey/host-sdk'
import { type CallTimes, timeCalls } from './timeCalls.ts'

declare global {
  interface Window {
    openkey: OpenKey
    /** Puts a frame of another site into the page. @returns when, in milliseconds since the epoch */
    insertFrame: (url: string) => number
    /** Asks for an account, which inserts the widget's frame unless it was preloaded. @returns when */
    askForAccount: () => number
    /** Loads a frame of another site in a closed dialog. */
    loadHidden: (url: string) => Promise<void>
    /** Opens that dialog and tells the frame to show its control. @returns when, in milliseconds since the epoch */
    showHidden: () => number
    timeCalls: (echoUrl: string) => Promise<CallTimes>
  }
}

const now = () => performance.timeOrigin + performance.now()

const widgetUrl = new URLSearchParams(location.search).get('widget') ?? ''
window.openkey = createOpenKey({ widgetUrl, appName: 'TestEnvironment', connectTimeoutMs: 30_000 })

window.insertFrame = (src) => {
  const frame = Object.assign(document.createElement('iframe'), { src, width: '400', height: '480' })
  const insertedAt = now()
  document.body.append(frame)
  return insertedAt
}
window.askForAccount = () => {
  const askedAt = now()
  window.openkey.connect().catch(() => {})
  return askedAt
}

const dialog = document.createElement('dialog')
const hidden = Object.assign(document.createElement('iframe'), { width: '400', height: '480' })
window.loadHidden = (src) =>
  new Promise((resolve) => {
    Object.assign(hidden, { src, onload: () => resolve() })
    dialog.append(hidden)
    document.body.append(dialog)
  })
window.showHidden = () => {
  const askedAt = now()
  dialog.showModal()
  hidden.contentWindow?.postMessage(null, new URL(hidden.src).origin)
  return askedAt
}

window.timeCalls = timeCalls
