import { lookup } from 'node:dns'
import http from 'node:http'
import https from 'node:https'
import { isLoopback } from '@openkey/protocol'
import type { HeaderValues } from '../facts.ts'

export type Answer = {
  /** After redirects. */
  readonly url: string
  readonly status: number
  readonly headers: HeaderValues
  readonly body: string
}

const maxRedirects = 10
const maxBodyBytes = 1 << 20
const timeoutMs = 10_000

/**
 * Asks for a page as a browser does, through redirects.
 * @throws what Node says of a server that does not answer within 10 s, sends more than 1 MiB, or leads in circles
 */
export async function askServer(url: string, redirects = maxRedirects): Promise<Answer> {
  const answer = await get(url)
  const { location } = answer.headers
  if (location === undefined || ![301, 302, 303, 307, 308].includes(answer.status)) return answer
  if (redirects === 0) throw new Error('too many redirects')
  return askServer(new URL(location, url).href, redirects - 1)
}

function get(url: string): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const { get } = url.startsWith('https:') ? https : http
    const options: https.RequestOptions = {
      headers: { accept: 'text/html' },
      signal: AbortSignal.timeout(timeoutMs),
      agent: false,
      // Browsers know all names below localhost for this machine; resolvers do not.
      lookup: (hostname, options, callback) => lookup(isLoopback(hostname) ? 'localhost' : hostname, options, callback),
    }
    const request = get(url, options, (response) => {
      const { statusCode: status = 0, headers } = response
      let body = ''
      response.setEncoding('utf8')
      response.on('data', (text: string) => {
        body += text
        if (body.length > maxBodyBytes) request.destroy(new Error('more than 1 MiB'))
      })
      response.on('error', reject)
      response.on('end', () => resolve({ url, status, headers: oneEach(headers), body }))
    })
    request.on('error', reject)
  })
}

function oneEach(headers: http.IncomingHttpHeaders): HeaderValues {
  return Object.fromEntries(Object.entries(headers).map(([name, value]) => [name, [value].flat().join(', ')]))
}
