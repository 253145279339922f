import { OpenKeyProvider } from '@openkey/host-sdk/react'
import { StrictMode } from 'react'
import { createRoot } from 'react-dom/client'
import { Notes } from './Notes.tsx'
import { openkey, tinycloud } from './openkey.ts'

openkey.preload()
// The session of an earlier visit, without asking the user.
await tinycloud.restoreSession()

const root = document.querySelector('#root')
if (root) {
  createRoot(root).render(
    <StrictMode>
      <OpenKeyProvider openkey={openkey}>
        <Notes />
      </OpenKeyProvider>
    </StrictMode>,
  )
}
