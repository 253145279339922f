import { SiweMessage } from 'siwe'
import { openSession } from '../../../session.js'

export async function POST(request) {
  const { ORIGIN: origin } = process.env // of your page, such as https://notes.example
  const isJson = /^application\/json(?:;|$)/.test(request.headers.get('content-type'))
  // Another site can send JSON only if this server allows it by CORS.
  if (request.headers.get('origin') !== origin || !isJson) {
    return new Response('Sign in on the page itself.', { status: 403 })
  }
  const headers = new Headers()
  const session = await openSession(request, headers)
  const { nonce } = session
  // A nonce is valid for one attempt.
  delete session.nonce
  session.address = await readSigner(request, nonce).catch(() => undefined)
  await session.save()
  if (session.address === undefined) {
    return new Response('The sign-in is invalid. Try again.', { status: 401, headers })
  }
  return Response.json({ address: session.address }, { headers })
}

/** Returns the address that has signed a message with this nonce. */
async function readSigner(request, nonce) {
  const { message, signature } = await request.json()
  if (nonce === undefined) throw new Error('This browser has asked for no nonce.')
  const siwe = new SiweMessage(message)
  await siwe.verify({ signature, domain: new URL(process.env.ORIGIN).host, nonce })
  return siwe.address
}
