import { openLine } from './openLine.ts'

/** A further window of the host's site: posts the `connect` it is given to the host's first frame, the widget. */
const host: Window = opener ?? parent

addEventListener('message', ({ source, data }) => {
  if (source !== host) return
  const line = openLine()
  host.frames[0]?.postMessage(data, { targetOrigin: '*', transfer: line.transfer })
  setTimeout(() => host.postMessage({ heard: line.heard }, { targetOrigin: location.origin }), 300)
})
host.postMessage('accomplice is ready', { targetOrigin: location.origin })
