import { lookup } from 'node:dns'
import http from 'node:http'
import https from 'node:https'
import { isLoopback } from '@openkey/protocol'
import type { HeaderValues } from '../observations.ts'

export type PageResponse = {
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
 * Requests a page and follows redirects, as a browser does.
 * @throws {Error} if the server does not respond within 10 s, sends more than 1 MiB, or redirects more than 10 times
 */
export async function requestPage(url: string, redirects = maxRedirects): Promise<PageResponse> {
  const response = await get(url)
  const { location } = response.headers
  if (location === undefined || ![301, 302, 303, 307, 308].includes(response.status)) return response
  if (redirects === 0) throw new Error('too many redirects')
  return requestPage(new URL(location, url).href, redirects - 1)
}

function get(url: string): Promise<PageResponse> {
  return new Promise((resolve, reject) => {
    const { get } = url.startsWith('https:') ? https : http
    const options: https.RequestOptions = {
      headers: { accept: 'text/html' },
      signal: AbortSignal.timeout(timeoutMs),
      agent: false,
      // Browsers resolve all subdomains of localhost to this device; resolvers do not.
      lookup: (hostname, options, callback) => lookup(isLoopback(hostname) ? 'localhost' : hostname, options, callback),
    }
    const request = get(url, options, (response) => {
      const { statusCode: status = 0, headers } = response
      let body = ''
      response.setEncoding('utf8')
      response.on('data', (text: string) => {
        body += text
        if (body.length > maxBodyBytes) request.destroy(new Error('the response exceeds 1 MiB'))
      })
      response.on('error', reject)
      response.on('end', () => resolve({ url, status, headers: joinValues(headers), body }))
    })
    request.on('error', reject)
  })
}

function joinValues(headers: http.IncomingHttpHeaders): HeaderValues {
  return Object.fromEntries(Object.entries(headers).map(([name, value]) => [name, [value].flat().join(', ')]))
}
