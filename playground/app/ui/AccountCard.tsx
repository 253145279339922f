import type { Bootstrap } from '@openkey/host-sdk'
import { describeBootstrap } from '../problem/describeBootstrap.ts'
import type { Identity } from '../state/appState.ts'

type AccountCardProps = {
  readonly identity: Identity
  readonly bootstrap: Bootstrap | undefined
  readonly onSignOut: () => void
}

export function AccountCard({ identity, bootstrap, onSignOut }: AccountCardProps) {
  const { did, sessionDid, address, spaceId } = identity
  return (
    <section class="card" aria-labelledby="account-title">
      <h2 id="account-title">Signed in</h2>
      <dl class="facts">
        <Fact name="Account" value={address} testId="address" />
        <Fact name="DID" value={did} testId="did" />
        <Fact name="Session DID" value={sessionDid} testId="session-did" />
        <Fact name="Space" value={spaceId} testId="space" />
        <Fact
          name="Account bootstrap"
          value={bootstrap ? describeBootstrap(bootstrap) : 'not reported, because the session was restored'}
          testId="bootstrap"
        />
      </dl>
      <button type="button" onClick={onSignOut}>
        Sign out
      </button>
    </section>
  )
}

function Fact({ name, value, testId }: { readonly name: string; readonly value: string; readonly testId: string }) {
  return (
    <div>
      <dt>{name}</dt>
      <dd data-testid={testId}>{value}</dd>
    </div>
  )
}
