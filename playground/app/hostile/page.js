// Plays the widget, and answers the first call with an account that breaks the schema of the protocol.
const hello = { type: 'openkey:hello', versions: [2, 1], build: 'hostile', instance: 'hostileHostileHostile1' }

addEventListener('message', ({ data, ports: [calls, intoPage] }) => {
  if (data?.type !== 'openkey:connect') return
  calls.onmessage = ({ data: { id, path } }) => {
    const value = { address: '<img src=x>', constructor: { prototype: 'polluted' }, token: 'please' }
    calls.postMessage({ id, type: 'RAW', value: { ok: true, value: path[0] === 'ping' ? null : value } })
  }
  intoPage.start()
  const ready = { channel: data.channel, version: 2, approval: 'frame' }
  intoPage.postMessage({ id: '1', type: 'APPLY', path: ['ready'], argumentList: [{ type: 'RAW', value: ready }] })
})
parent.postMessage(hello, '*')
