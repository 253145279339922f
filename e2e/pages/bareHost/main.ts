import { type Answer, type Line, openLine } from './openLine.ts'

/** A `connect` that is wrong in one way; what is left out is as the protocol wants it. */
export type ConnectAttempt = {
  /** Replaces or adds members. */
  readonly fields?: Readonly<Record<string, unknown>>
  /** @default 2 */
  readonly ports?: number
}

export type EmbedOptions = {
  /** @default as the SDK has it */
  readonly sandbox?: string
}

/** A host page without SDK: it says to the widget whatever it is told to. */
export type BareHostApi = {
  readonly embed: (widgetUrl: string, options?: EmbedOptions) => void
  /** Opens the widget in a window, which then is heard and connected to in place of a frame. */
  readonly openWindow: (widgetUrl: string) => void
  readonly closeWindow: () => void
  /** The widget's `instance`, once it has said `hello`. */
  readonly instance: Promise<string>
  /** Number of received `hello` messages. */
  readonly hellos: () => number
  /** Posts one `connect`; the line stays open to what comes back. Returns its number. */
  readonly connect: (attempt?: ConnectAttempt) => Promise<number>
  readonly ready: (line: number) => Promise<void>
  readonly heard: (line: number) => readonly unknown[]
  readonly call: (line: number, name: string, input: unknown) => Promise<Answer>
  /** Asks another window of this page's site to connect in its place. Resolves to what that window heard. */
  readonly connectBy: (accomplice: 'sibling' | 'popup') => Promise<readonly unknown[]>
}

declare global {
  interface Window {
    bareHost: BareHostApi
  }
}

const usualSandbox = 'allow-scripts allow-same-origin allow-forms allow-popups allow-popups-to-escape-sandbox'
const frame = document.createElement('iframe')
frame.title = 'OpenKey'
frame.width = '400'
frame.height = '640'

let opened: Window | null = null
const widgetWindow = () => opened ?? frame.contentWindow
const lines: Line[] = []
let hellos = 0
const instance = new Promise<string>((resolve) => {
  addEventListener('message', ({ source, data }) => {
    if (source !== widgetWindow() || data?.type !== 'openkey:hello') return
    hellos++
    resolve(data.instance)
  })
})

async function connectMessage(fields: Readonly<Record<string, unknown>> = {}) {
  return {
    type: 'openkey:connect',
    instance: await instance,
    versions: [2, 1],
    channel: crypto.randomUUID(),
    appName: 'Raw host',
    ...fields,
  }
}

function lineOf(number: number): Line {
  const line = lines[number]
  if (line === undefined) throw new Error(`There is no line ${number}.`)
  return line
}

window.bareHost = {
  embed(widgetUrl, { sandbox = usualSandbox } = {}) {
    frame.src = widgetUrl
    frame.setAttribute('sandbox', sandbox)
    document.querySelector('#widget')?.append(frame)
  },
  openWindow(widgetUrl) {
    opened = open(widgetUrl, '', 'popup,width=432,height=680')
  },
  closeWindow: () => opened?.close(),
  instance,
  hellos: () => hellos,
  async connect({ fields, ports } = {}) {
    const line = openLine(ports)
    const message = await connectMessage(fields)
    widgetWindow()?.postMessage(message, { targetOrigin: '*', transfer: line.transfer })
    return lines.push(line) - 1
  },
  ready: (line) => lineOf(line).ready,
  heard: (line) => lineOf(line).heard,
  call: (line, name, input) => lineOf(line).call(name, input),
  async connectBy(kind) {
    const accomplice = document.createElement('iframe')
    const url = './accomplice.html'
    const reports = new Promise<readonly unknown[]>((resolve) => {
      addEventListener('message', async ({ data, source }) => {
        if (data === 'accomplice is ready' && source !== null) {
          source.postMessage(await connectMessage(), { targetOrigin: location.origin })
        } else if (Array.isArray(data?.heard)) resolve(data.heard)
      })
    })
    accomplice.src = url
    if (kind === 'popup') open(url)
    else document.body.append(accomplice)
    return reports
  },
}
