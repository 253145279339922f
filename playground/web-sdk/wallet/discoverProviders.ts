import * as z from 'zod/mini'
import { type AnnouncedProvider, type Eip1193Provider, isProvider } from './provider.ts'

const announcementSchema = z.object({
  info: z.object({ uuid: z.string(), name: z.string(), icon: z.string(), rdns: z.string() }),
  provider: z.custom<Eip1193Provider>(isProvider),
})

/**
 * Asks the wallets on this page to announce themselves, and lists them in the order in which they answer. Every script
 * of the page can announce a wallet under any name, so show the list to the user and never choose by name alone.
 * @param waitMs how long wallets may take, in milliseconds. Most answer at once. @default 100
 */
export async function discoverProviders(waitMs = 100): Promise<readonly AnnouncedProvider[]> {
  const found = new Map<string, AnnouncedProvider>()
  const onAnnounce = (event: Event) => {
    const { success, data } = z.safeParse(announcementSchema, 'detail' in event ? event.detail : undefined)
    if (success && !found.has(data.info.uuid)) found.set(data.info.uuid, data)
  }
  globalThis.addEventListener('eip6963:announceProvider', onAnnounce)
  try {
    globalThis.dispatchEvent(new Event('eip6963:requestProvider'))
    await new Promise((resolve) => setTimeout(resolve, waitMs))
  } finally {
    globalThis.removeEventListener('eip6963:announceProvider', onAnnounce)
  }
  return [...found.values()]
}
