import { Hono } from 'hono'
import { generateNonce, SiweMessage } from 'siwe'

const domain = process.env.DOMAIN // host of your page, including a port
const nonces = new Set()

export const app = new Hono()
  .get('/siwe/nonce', (context) => {
    const nonce = generateNonce()
    nonces.add(nonce)
    return context.text(nonce)
  })
  .post('/siwe/verify', async (context) => {
    const { message, signature } = await context.req.json()
    const siwe = new SiweMessage(message)
    if (!nonces.delete(siwe.nonce)) return context.text('The nonce is unknown or already used.', 401)
    const { success } = await siwe.verify({ signature, domain, nonce: siwe.nonce }, { suppressExceptions: true })
    return success ? context.json({ address: siwe.address }) : context.text('The signature is invalid.', 401)
  })
