import type { ClientEvent } from '../../sdk-core/session/clientEvent.ts'
import { TinyCloudError } from '../../sdk-core/tinyCloudError.ts'
import type { Toasts } from './createToasts.ts'

/**
 * Tells the user what happened to the session. Foreign error texts are not shown, because a page may not expect them.
 */
export function notifyUser(event: ClientEvent, toasts: Toasts): void {
  if (event.type === 'signed-in') toasts.inform(`Signed in as ${shorten(event.session.address)}.`)
  if (event.type === 'restored') toasts.inform(`Welcome back, ${shorten(event.session.address)}.`)
  if (event.type === 'expired') toasts.alert('Your session has ended. Sign in again to continue.')
  if (event.type === 'sign-in-failed') toasts.alert(failure(event.error))
}

function shorten(address: string): string {
  return `${address.slice(0, 6)}…${address.slice(-4)}`
}

function failure(error: unknown): string {
  if (error instanceof TinyCloudError) return `You are not signed in. ${error.message}`
  const isRefusal = typeof error === 'object' && error !== null && 'code' in error && error.code === 4_001
  return isRefusal ? 'You are not signed in, because the request was declined.' : 'You are not signed in. Try again.'
}
