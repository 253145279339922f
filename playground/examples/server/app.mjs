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
    try {
      const { message, signature } = await context.req.json()
      const siwe = new SiweMessage(message)
      if (!nonces.delete(siwe.nonce)) throw new Error('The nonce is unknown or already used.')
      await siwe.verify({ signature, domain, nonce: siwe.nonce })
      return context.json({ address: siwe.address })
    } catch {
      return context.text('The sign-in is invalid. Try again.', 401)
    }
  })
