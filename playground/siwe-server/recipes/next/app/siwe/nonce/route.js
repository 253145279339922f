import { generateNonce } from 'siwe'
import { openSession } from '../../../session.js'

export async function GET(request) {
  const headers = new Headers({ 'cache-control': 'no-store' })
  const session = await openSession(request, headers)
  session.nonce = generateNonce()
  await session.save()
  return new Response(session.nonce, { headers })
}
