/** The widget's unmodified answer to a call. */
export type Answer =
  | { readonly ok: true; readonly value: unknown }
  | { readonly ok: false; readonly error: { readonly code: string; readonly message: string } }

/** Two channels a `connect` hands over, with the far ends to transfer, and everything heard on the near ones. */
export type Line = {
  readonly transfer: MessagePort[]
  /** Messages on either port, oldest first. */
  readonly heard: unknown[]
  /** Calls a method of the widget, in comlink's own words. Any name and any input, sent as they are. */
  readonly call: (name: string, input: unknown) => Promise<Answer>
  /** Resolves when the widget has accepted the line. */
  readonly ready: Promise<void>
}

type Message = {
  readonly id: string
  readonly type: string
  readonly path?: readonly string[]
  readonly value?: Answer
}

/** @param count ports to hand over; two is what the protocol wants */
export function openLine(count = 2): Line {
  const channels = Array.from({ length: Math.max(count, 2) }, () => new MessageChannel())
  const near = channels.map(({ port1 }) => port1)
  const heard: unknown[] = []
  const open = new Map<string, (answer: Answer) => void>()
  let accept = () => {}
  const ready = new Promise<void>((resolve) => {
    accept = resolve
  })
  for (const port of near) {
    port.onmessage = ({ data }: MessageEvent<Message>) => {
      heard.push(data)
      if (data.type === 'APPLY') {
        if (data.path?.[0] === 'ready') accept()
        port.postMessage({ id: data.id, type: 'RAW', value: { ok: true, value: null } })
      } else if (data.value !== undefined) open.get(data.id)?.(data.value)
    }
  }
  return {
    transfer: channels.slice(0, count).map(({ port2 }) => port2),
    heard,
    ready,
    call: (name, input) =>
      new Promise((resolve) => {
        const id = crypto.randomUUID()
        open.set(id, resolve)
        near[0]?.postMessage({ id, type: 'APPLY', path: [name], argumentList: [{ type: 'RAW', value: input }] })
      }),
  }
}
