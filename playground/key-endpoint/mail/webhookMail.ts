import type { Mail } from './mail.ts'

const timeoutMs = 10_000

/**
 * Sends emails through a service that accepts `POST {to, subject, text}` as JSON.
 * @param options `token` is sent as bearer token
 */
export function createWebhookMail({ url, token }: { readonly url: string; readonly token?: string | undefined }): Mail {
  return {
    async send({ to, subject, text }) {
      const response = await fetch(url, {
        method: 'POST',
        headers: {
          'content-type': 'application/json',
          ...(token !== undefined && { authorization: `Bearer ${token}` }),
        },
        body: JSON.stringify({ to, subject, text }),
        redirect: 'error',
        signal: AbortSignal.timeout(timeoutMs),
      })
      await response.body?.cancel()
      if (!response.ok) throw new Error(`The mail service answered with ${response.status}.`)
    },
  }
}
