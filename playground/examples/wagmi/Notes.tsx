import { type Eip1193Provider, TinyCloudWeb } from '@openkey/playground/web-sdk'
import { useState } from 'react'
import { useConnect, useConnection, useConnectors } from 'wagmi'

let tinycloud: TinyCloudWeb | undefined

/** The TinyCloud client works with every wallet of wagmi. */
async function openTinyCloud(getProvider: () => Promise<unknown>): Promise<TinyCloudWeb> {
  const provider = (await getProvider()) as Eip1193Provider
  tinycloud ??= new TinyCloudWeb({ provider, tinycloudHosts: [import.meta.env.TINYCLOUD_HOST] })
  // Restores the session of an earlier visit if there is one.
  if (!tinycloud.session()) await tinycloud.signIn()
  return tinycloud
}

/** Connects the wallet, signs in to TinyCloud, stores the note, and reads it back. */
export function Notes() {
  const { address, connector } = useConnection()
  const { mutate: connect, error } = useConnect()
  const connectors = useConnectors()
  const [note, setNote] = useState('Hello')
  const [result, setResult] = useState('')

  async function store(getProvider: () => Promise<unknown>) {
    const { kv } = await openTinyCloud(getProvider)
    const stored = await kv.put('note', note)
    if (!stored.ok) return setResult(stored.error.message)
    const read = await kv.get('note')
    setResult(read.ok ? `Stored “${read.data.data}” for ${address}` : read.error.message)
  }

  if (!connector) {
    return (
      <main>
        {connectors.map((one) => (
          <button type="button" key={one.uid} onClick={() => connect({ connector: one })}>
            Connect {one.name}
          </button>
        ))}
        <p role="status">{error?.message}</p>
      </main>
    )
  }
  return (
    <main>
      <label>
        Note <input value={note} onChange={({ target }) => setNote(target.value)} />
      </label>
      <button type="button" onClick={() => store(connector.getProvider).catch((error) => setResult(error.message))}>
        Store
      </button>
      <p role="status">{result}</p>
    </main>
  )
}
