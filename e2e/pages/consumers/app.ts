import { type Account, createOpenKey, isOpenKeyError, type OpenKey } from '@openkey/host-sdk'

const openkey: OpenKey = createOpenKey({ widgetUrl: 'https://openkey.example/', appName: 'Notes' })
export const account: Promise<Account> = openkey.connect({ signal: AbortSignal.timeout(1_000) })
export async function sign(message: string): Promise<`0x${string}`> {
  const { signature, bootstrap } = await openkey.signSiwe({ message })
  const status: 'complete' | 'skipped' | 'pending' | 'failed' = bootstrap.status
  return status === 'failed' ? '0x' : signature
}
export const undo: () => void = openkey.on('stage', ({ name }) => name === 'reviewing')
export const isNo = (error: unknown): boolean => isOpenKeyError(error, 'user_rejected') && error.number === 4001

// @ts-expect-error an app has a name
createOpenKey({ widgetUrl: 'https://openkey.example/' })
// @ts-expect-error there is no such code
isOpenKeyError(new Error(), 'user_refused')
// @ts-expect-error nor such an event
openkey.on('staged', () => {})
