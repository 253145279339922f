import { getIronSession } from 'iron-session'

/** Opens the session of a request, which is in a sealed cookie. Its `save` adds the cookie to these headers. */
export function openSession(request, headers) {
  const { ORIGIN, SESSION_SECRET } = process.env
  const cookieOptions = { httpOnly: true, sameSite: 'lax', secure: ORIGIN.startsWith('https:') }
  // A secret of at least 32 characters.
  return getIronSession(request, { headers }, { cookieName: 'session', password: SESSION_SECRET, cookieOptions })
}
