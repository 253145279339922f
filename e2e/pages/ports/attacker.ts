import { hostileCalls } from '@openkey/protocol/testing'

/** A reply on the port, as far as it can be cloned. */
export type Heard = { readonly type?: string; readonly id?: string; readonly value?: unknown; readonly raw?: string }

/** Waits for an order `{name}` and a port, sends that hostile message over it, and reports what came back. */
addEventListener('message', ({ data, ports, source }) => {
  const hostile = hostileCalls.find(({ name }) => name === data?.name)
  const port = ports[0]
  if (hostile === undefined || port === undefined) return
  const heard: Heard[] = []
  port.onmessage = ({ data: answer, ports: [proxied] }) => {
    // An unguarded server hands out a port to what it was told to construct; the attacker calls it.
    proxied?.postMessage({ id: '5ec00d', type: 'APPLY', path: [], argumentList: [] })
    const { type, id, value } = (answer ?? {}) as Heard
    heard.push({ ...(type && { type }), ...(id && { id }), value: JSON.parse(JSON.stringify(value ?? null)) })
  }
  const transfer = hostile.transfer?.() ?? []
  port.postMessage(hostile.message('a77ac4e5'), transfer)
  setTimeout(() => (source as Window).postMessage({ heard }, { targetOrigin: '*' }), 150)
})
parent.postMessage({ ready: true }, { targetOrigin: '*' })
