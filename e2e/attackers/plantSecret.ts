import type { Page } from 'playwright-core'

/** Leaves a secret wherever a host page could see one, in one form or another. Needs a recorded page. */
export async function plantSecret(page: Page, secret: string): Promise<void> {
  await page.evaluate(async (secret) => {
    const hex = Array.from(new TextEncoder().encode(secret), (byte) => byte.toString(16).padStart(2, '0')).join('')
    postMessage({ deep: [{ text: secret }] })
    const { port1, port2 } = new MessageChannel()
    port1.start()
    port2.postMessage({ text: secret })
    console.log({ text: secret })
    reportError(new Error('harmless', { cause: new Error(secret) }))
    localStorage.setItem('kept', btoa(`a${secret}b`))
    await cookieStore.set('kept', encodeURIComponent(secret))
    history.replaceState({ text: hex }, '')
    await fetch(`/?text=${encodeURIComponent(secret)}`)

    const passing = document.body.appendChild(document.createElement('p'))
    passing.textContent = secret
    passing.remove()
    const shadow = document.body.appendChild(document.createElement('div')).attachShadow({ mode: 'open' })
    shadow.append(Object.assign(document.createElement('input'), { value: secret }))

    await new Promise((resolve) => {
      const opening = indexedDB.open('kept')
      opening.onupgradeneeded = () => opening.result.createObjectStore('kept', { autoIncrement: true })
      opening.onsuccess = () => {
        const { result: database } = opening
        const writing = database.transaction('kept', 'readwrite')
        writing.objectStore('kept').add(new TextEncoder().encode(secret))
        writing.oncomplete = resolve
      }
    })
  }, secret)
  await page.keyboard.type(secret)
}
