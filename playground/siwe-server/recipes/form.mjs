// A form that a browser posts as application/x-www-form-urlencoded, with a CSRF token, as in Django or Rails.
import { randomBytes, timingSafeEqual } from 'node:crypto'
import { promisify } from 'node:util'
import express from 'express'
import session from 'express-session'
import { generateNonce, SiweMessage } from 'siwe'

/** Origin of your page, such as `https://notes.example`, and the secret of your sessions. */
const { ORIGIN: origin, SESSION_SECRET: secret } = process.env
const { host: domain, protocol } = new URL(origin)

export const app = express()
app.set('trust proxy', 1)
const cookie = { httpOnly: true, sameSite: 'lax', secure: protocol === 'https:' }
app.use(session({ secret, cookie, resave: false, saveUninitialized: false }))

app.get('/', ({ session }, response) => {
  session.csrfToken ??= randomBytes(32).toString('hex')
  response.set('cache-control', 'no-store').send(`<!doctype html>
<title>Notes</title>
<!-- The lines of the script tag, and of the element. -->
<p>${session.address ? `Signed in as ${session.address}` : 'Not signed in'}</p>
<form method="post" action="/session">
  <input type="hidden" name="csrf_token" value="${session.csrfToken}">
  <openkey-sign-in name="siwe" nonce-url="/siwe/nonce" statement="Sign in to Notes." required></openkey-sign-in>
  <button>Continue</button>
</form>`)
})

app.get('/siwe/nonce', (request, response) => {
  const nonce = generateNonce()
  request.session.nonce = nonce
  response.set('cache-control', 'no-store').type('text').send(nonce)
})

const readForm = express.urlencoded({ extended: false, limit: '256kb' })

app.post('/session', readForm, async (request, response) => {
  const { siwe, csrf_token } = request.body ?? {}
  const { nonce, csrfToken } = request.session
  // Any site can post a form, so the token and the origin show that this one comes from the page.
  if (request.get('origin') !== origin || !isEqual(csrf_token, csrfToken)) {
    return response.status(403).send('Sign in on the page itself.')
  }
  // A nonce is valid for one attempt.
  delete request.session.nonce
  const address = await readSigner(siwe, nonce).catch(() => undefined)
  if (address === undefined) return response.status(401).send('The sign-in is invalid. Go back, and try again.')
  // A new session id: an id from before the sign-in is of no use to anybody.
  await promisify(request.session.regenerate.bind(request.session))()
  request.session.address = address
  response.redirect(303, '/')
})

/** Returns the address that has signed a message with this nonce. The element writes JSON into its field. */
async function readSigner(field, nonce) {
  const { message, signature } = JSON.parse(field)
  if (nonce === undefined) throw new Error('This browser has asked for no nonce.')
  const siwe = new SiweMessage(message)
  await siwe.verify({ signature, domain, nonce })
  return siwe.address
}

/** Compares two tokens in a time that does not depend on where they differ. */
function isEqual(received = '', expected = '') {
  const [one, other] = [Buffer.from(String(received)), Buffer.from(expected)]
  return expected !== '' && one.length === other.length && timingSafeEqual(one, other)
}
