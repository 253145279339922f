import { clientsOf, type TestClock } from './clientsOf.ts'
import { alice, bob } from './wallets.ts'

/** Creates Alice's signed-in client, Bob's client with his wallet, and a service without a wallet. */
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
