import { type Answer, type Line, openLine } from '../bareHost/openLine.ts'

/** A host page without SDK, for real windows. It has the widget in a frame or in a window, and records its messages. */
export type ScreenHostApi = {
  /** Puts the widget into the page, and resolves when it is connected. */
  readonly embed: (widgetUrl: string) => Promise<void>
  /** Opens the widget in a window, and resolves when it is connected. */
  readonly openWindow: (widgetUrl: string, features: string) => Promise<void>
  /** Calls a method, and returns the number of the call. */
  readonly call: (name: string, input: unknown) => number
  /** The answer to each call, `null` while there is none. */
  readonly answers: (Answer | null)[]
  /** All messages from the widget, as text. */
  readonly heard: () => string
  /** The window that was opened. */
  readonly opened: () => Window | null
}

declare global {
  interface Window {
    host: ScreenHostApi
  }
}

const answers: (Answer | null)[] = []
const lines: Line[] = []
let widget: Window | null = null

function greet(): Promise<void> {
  return new Promise((resolve) => {
    addEventListener('message', async function onHello({ source, data }) {
      if (source !== widget || data?.type !== 'openkey:hello') return
      removeEventListener('message', onHello)
      const line = openLine()
      lines.push(line)
      const { instance } = data
      const message = { type: 'openkey:connect', instance, versions: [1], channel: crypto.randomUUID() }
      widget?.postMessage({ ...message, appName: 'Screen host' }, { targetOrigin: '*', transfer: line.transfer })
      await line.ready
      resolve()
    })
  })
}

window.host = {
  embed(widgetUrl) {
    const frame = document.createElement('iframe')
    frame.title = 'OpenKey'
    frame.width = '400'
    frame.height = '640'
    frame.src = widgetUrl
    frame.setAttribute(
      'sandbox',
      'allow-scripts allow-same-origin allow-forms allow-popups allow-popups-to-escape-sandbox',
    )
    const greeted = greet()
    document.body.append(frame)
    widget = frame.contentWindow
    return greeted
  },
  openWindow(widgetUrl, features) {
    const greeted = greet()
    widget = open(widgetUrl, '_blank', features)
    return greeted
  },
  call(name, input) {
    const number = answers.push(null) - 1
    const line = lines.at(-1)
    if (line === undefined) throw new Error('The widget is not connected.')
    void line.call(name, input).then((answer) => {
      answers[number] = answer
    })
    return number
  },
  answers,
  heard: () => JSON.stringify(lines.map(({ heard }) => heard)),
  opened: () => widget,
}
