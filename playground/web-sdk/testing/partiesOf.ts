import { alice, bob } from './accounts.ts'
import { clientsOf, type TestClock } from './clientsOf.ts'

/** Alice, signed in; Bob with his wallet; and a service without one. */
export async function partiesOf(
  node: { fetch(request: Request): Promise<Response> },
  clock: TestClock,
  options: { readonly kvPrefix?: string } = {},
) {
  const client = clientsOf(node, clock)
  const { tinycloud: owner, wallet: ownerWallet, requests: ownerRequests } = client(alice, options)
  await owner.signIn()
  const { tinycloud: service, requests: serviceRequests } = client(bob, { signer: undefined })
  return { clock, owner, ownerWallet, ownerRequests, member: client(bob), service, serviceRequests }
}
