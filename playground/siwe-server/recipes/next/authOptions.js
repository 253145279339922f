import { SiweMessage } from 'siwe'

/** Options of NextAuth: users sign in with a message whose nonce is the CSRF token that NextAuth has given the page. */
export const authOptions = {
  secret: process.env.NEXTAUTH_SECRET,
  session: { strategy: 'jwt' },
  providers: [
    {
      id: 'openkey',
      name: 'OpenKey',
      type: 'credentials',
      credentials: { message: {}, signature: {} },
      /** NextAuth has compared `csrfToken` with its cookie, which binds it to this browser. */
      async authorize({ message, signature, csrfToken }) {
        try {
          const siwe = new SiweMessage(message)
          // The token is valid as long as its cookie, so the message itself must end.
          if (!csrfToken || siwe.expirationTime === undefined) return null
          await siwe.verify({ signature, domain: new URL(process.env.NEXTAUTH_URL).host, nonce: csrfToken })
          return { id: siwe.address, name: siwe.address }
        } catch {
          return null
        }
      },
    },
  ],
}
