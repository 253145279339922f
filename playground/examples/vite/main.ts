import { createOpenKey, isOpenKeyError } from '@openkey/host-sdk'
import { TinyCloudWeb } from '@openkey/playground/web-sdk'

const openkey = createOpenKey({ widgetUrl: import.meta.env.OPENKEY_WIDGET_URL, appName: 'Notes' })
const tinycloud = new TinyCloudWeb({ signer: openkey.signer, tinycloudHosts: [import.meta.env.TINYCLOUD_HOST] })
openkey.preload()

const form = document.querySelector('form')
const status = document.querySelector('[role=status]')

form?.addEventListener('submit', async (event) => {
  event.preventDefault()
  const note = String(new FormData(form).get('note'))
  await store(note).then(say, (error) => say(isOpenKeyError(error, 'user_rejected') ? 'Not signed in.' : error.message))
})

/** Signs in if necessary, stores the note, and reads it back. */
async function store(note: string): Promise<string> {
  if (!tinycloud.session()) await openkey.signIn(tinycloud)
  const stored = await tinycloud.kv.put('note', note)
  if (!stored.ok) throw stored.error
  const read = await tinycloud.kv.get('note')
  if (!read.ok) throw read.error
  return `Stored “${read.data.data}” for ${tinycloud.address()}`
}

function say(text: string): void {
  if (status) status.textContent = text
}

// The session of an earlier visit, without asking the user.
await tinycloud.restoreSession()
