import { isUrl } from '@openkey/protocol'
import type { Access, AccessChange, AccountPasskey } from '../../domain/access.ts'
import type { ApprovedGrant } from '../../domain/approval/grant.ts'
import { describeCapabilities } from '../../domain/capability/describeCapabilities.ts'
import { arrangePermissions } from '../../domain/review/arrangePermissions.ts'
import { sanitizeForDisplay } from '../../domain/sanitizeForDisplay.ts'
import { GuardedButton } from '../parts/GuardedButton.tsx'
import { onTrusted } from '../parts/onTrusted.ts'
import { PermissionList } from '../parts/PermissionList.tsx'
import { Screen } from '../parts/Screen.tsx'
import { describeAccessFailure } from '../text/describeAccessFailure.ts'
import { accessText } from '../text/en/accessText.ts'
import { commonText } from '../text/en/commonText.ts'
import type { ScreenProps } from './screenProps.ts'

/** Lists approved apps, sessions and passkeys of the account, with a button to remove each. */
export function AccessScreen({ screen: { access, failure }, act }: ScreenProps<'access'>) {
  const change = (change: AccessChange) => act({ type: 'accessChanged', change })
  return (
    <Screen
      title={accessText.title}
      onClose={() => act({ type: 'dismissed', how: 'closed' })}
      actions={
        <button type="button" class="button" onClick={onTrusted(() => act({ type: 'wentBack' }))}>
          {commonText.back}
        </button>
      }
    >
      <p class={failure ? 'notice notice-bad' : 'notice-empty'} role="status">
        {failure && describeAccessFailure(failure)}
      </p>
      {access ? <AccessLists access={access} change={change} /> : !failure && <p class="text">{accessText.loading}</p>}
    </Screen>
  )
}

type AccessListsProps = { readonly access: Access; readonly change: (change: AccessChange) => void }

function AccessLists({ access, change }: AccessListsProps) {
  const { origins, sessions, passkeys } = access
  return (
    <>
      <section class="section">
        <h2 class="heading">{accessText.origins}</h2>
        {origins.length === 0 && <p class="text">{accessText.noOrigins}</p>}
        <ul class="list list-access">
          {origins.map(({ origin, approvedAt, grants }) => (
            <li key={origin} class="access">
              <bdi class="strong">{new URL(origin).host}</bdi>
              <span class="aside">{accessText.approved(approvedAt)}</span>
              <GuardedButton look="plain" onPress={() => change({ kind: 'origin', origin })}>
                {accessText.remove}
              </GuardedButton>
              {grants.map((grant) => (
                <GrantDetails key={grant.approvedAt} grant={grant} />
              ))}
            </li>
          ))}
        </ul>
      </section>
      <section class="section">
        <h2 class="heading">{accessText.sessions}</h2>
        {sessions === undefined && <p class="text">{accessText.noSessions}</p>}
        <ul class="list list-access">
          {sessions?.map(({ id, openedAt, openedOn, isCurrent }) => (
            <li key={id} class="access">
              <bdi class="strong">{openedOn === undefined ? accessText.inWindow : pageName(openedOn)}</bdi>
              <span class="aside">{accessText.opened(openedAt)}</span>
              {isCurrent && <span class="pill">{accessText.current}</span>}
              <GuardedButton look="plain" onPress={() => change({ kind: 'session', id })}>
                {accessText.signOut}
              </GuardedButton>
            </li>
          ))}
        </ul>
      </section>
      {passkeys && <PasskeyList {...access} passkeys={passkeys} change={change} />}
    </>
  )
}

type PasskeyListProps = Pick<Access, 'isPasskeyRequired' | 'canAddPasskey'> &
  Pick<AccessListsProps, 'change'> & { readonly passkeys: readonly AccountPasskey[] }

function PasskeyList({ passkeys, isPasskeyRequired, canAddPasskey, change }: PasskeyListProps) {
  return (
    <section class="section">
      <h2 class="heading">{accessText.passkeys}</h2>
      {passkeys.length === 0 && <p class="text">{accessText.noPasskeys}</p>}
      <ul class="list list-access">
        {passkeys.map(({ id, name, addedAt }) => (
          <li key={id} class="access">
            <bdi class="strong">{name ? sanitizeForDisplay(name, { maxLength: 96 }) : accessText.unnamedPasskey}</bdi>
            {addedAt !== undefined && <span class="aside">{accessText.added(addedAt)}</span>}
            <GuardedButton look="plain" onPress={() => change({ kind: 'passkey', id })}>
              {accessText.remove}
            </GuardedButton>
          </li>
        ))}
      </ul>
      {canAddPasskey && (
        <GuardedButton look="plain" onPress={() => change({ kind: 'newPasskey' })}>
          {accessText.addPasskey}
        </GuardedButton>
      )}
      {isPasskeyRequired !== undefined && (
        <>
          <p class="text">{isPasskeyRequired ? accessText.passkeyRequired : accessText.passkeyOptional}</p>
          <GuardedButton
            look="plain"
            onPress={() => change({ kind: 'passkeyRequired', isRequired: !isPasskeyRequired })}
          >
            {isPasskeyRequired ? accessText.allowCodes : accessText.requirePasskey}
          </GuardedButton>
        </>
      )}
    </section>
  )
}

/** Returns the host of the page on which a session started, or the stored text if it is no origin. */
function pageName(openedOn: string): string {
  return sanitizeForDisplay(isUrl(openedOn) ? new URL(openedOn).host : openedOn, { maxLength: 96 })
}

/** Shows the permissions of one approval. */
function GrantDetails({ grant: { capabilities, account, sharedWith, approvedAt } }: { readonly grant: ApprovedGrant }) {
  const { sensitive, standard, literal, unrecognised, collapsible } = arrangePermissions(
    describeCapabilities(capabilities, account, { isShared: !!sharedWith }),
  )
  return (
    <details class="fold">
      <summary>{accessText.grant(approvedAt)}</summary>
      {sharedWith && <p class="text text-small">{accessText.sharedWith(sharedWith.address, sharedWith.chainId)}</p>}
      <PermissionList groups={[...sensitive, ...standard, ...literal, ...unrecognised, ...collapsible]} />
    </details>
  )
}
