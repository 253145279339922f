// Express: GET /siwe/nonce, then POST /siwe/verify with {message, signature} as JSON.
import { promisify } from 'node:util'
import express from 'express'
import session from 'express-session'
import { generateNonce, SiweMessage } from 'siwe'

/** Origin of your page, such as `https://notes.example`, and the secret of your sessions. */
const { ORIGIN: origin, SESSION_SECRET: secret } = process.env
const { host: domain, protocol } = new URL(origin)

export const app = express()
// A server that ends TLS in front of this one says so in `X-Forwarded-Proto`.
app.set('trust proxy', 1)
// Nonces and sessions are in memory by default: pass a `store` in production.
const cookie = { httpOnly: true, sameSite: 'lax', secure: protocol === 'https:' }
app.use(session({ secret, cookie, resave: false, saveUninitialized: false }))

app.get('/siwe/nonce', (request, response) => {
  const nonce = generateNonce()
  request.session.nonce = nonce
  response.set('cache-control', 'no-store').type('text').send(nonce)
})

const readJson = express.text({ type: 'application/json', limit: '64kb' })

app.post('/siwe/verify', readJson, async (request, response) => {
  if (request.get('origin') !== origin) return response.status(403).send('Sign in on the page itself.')
  const { nonce } = request.session
  // A nonce is valid for one attempt.
  delete request.session.nonce
  const address = await readSigner(request.body, nonce).catch(() => undefined)
  if (address === undefined) return response.status(401).send('The sign-in is invalid. Try again.')
  // A new session id: an id from before the sign-in is of no use to anybody.
  await promisify(request.session.regenerate.bind(request.session))()
  request.session.address = address
  response.json({ address })
})

/** Returns the address that has signed a message with this nonce. */
async function readSigner(body, nonce) {
  const { message, signature } = JSON.parse(body)
  if (nonce === undefined) throw new Error('This browser has asked for no nonce.')
  const siwe = new SiweMessage(message)
  await siwe.verify({ signature, domain, nonce })
  return siwe.address
}
