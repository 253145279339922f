import { isUrl } from '@openkey/protocol'
import type { Access, AccessChange, AccountPasskey, KeyEndpointSession } from '../../domain/access.ts'
import type { ApprovedGrant } from '../../domain/approval/grant.ts'
import { describeCapabilities } from '../../domain/capability/describeCapabilities.ts'
import { arrangePermissions } from '../../domain/review/arrangePermissions.ts'
import { permissionsOf } from '../../domain/review/permissionsOf.ts'
import { sanitizeForDisplay, sanitizeNameForDisplay } from '../../domain/sanitizeForDisplay.ts'
import { breakable } from '../parts/breakable.tsx'
import { GuardedButton } from '../parts/GuardedButton.tsx'
import { onTrusted } from '../parts/onTrusted.ts'
import { PermissionList } from '../parts/PermissionList.tsx'
import { Screen } from '../parts/Screen.tsx'
import { describeAccessFailure } from '../text/describeAccessFailure.ts'
import { accessText } from '../text/en/accessText.ts'
import { commonText } from '../text/en/commonText.ts'
import { formatDate } from '../text/format.ts'
import { fillSlots } from '../text/phrase.ts'
import type { ScreenProps } from './screenProps.ts'

/** Lists approved apps, sessions and passkeys of the account, and what OpenKey may sign without asking. */
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
  const { origins, sessions, passkeys, isAutoSignEnabled } = access
  return (
    <>
      <section class="section">
        <h2 class="heading">{accessText.origins}</h2>
        {origins.length === 0 && <p class="text">{accessText.noOrigins}</p>}
        <ul class="list list-access">
          {origins.map(({ origin, approvedAt, grants }) => (
            <li key={origin} class="access">
              <bdi class="strong" dir="ltr">
                {breakable(new URL(origin).host)}
              </bdi>
              <span class="aside">
                {fillSlots(accessText.approved, { date: <time>{formatDate(approvedAt)}</time> })}
              </span>
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
          {sessions?.map(({ id, openedAt, openedOn, program, deviceName, isCurrent }) => (
            <li key={id} class="access">
              {program !== undefined ? (
                <ProgramName program={program} deviceName={deviceName} />
              ) : openedOn === undefined ? (
                <span class="strong">{accessText.inWindow}</span>
              ) : (
                <bdi class="strong" dir="ltr">
                  {breakable(pageName(openedOn))}
                </bdi>
              )}
              <span class="aside">{fillSlots(accessText.opened, { date: <time>{formatDate(openedAt)}</time> })}</span>
              {isCurrent && <span class="pill">{accessText.current}</span>}
              <GuardedButton look="plain" onPress={() => change({ kind: 'session', id })}>
                {program === undefined ? accessText.signOut : accessText.remove}
              </GuardedButton>
            </li>
          ))}
        </ul>
      </section>
      {passkeys && <PasskeyList {...access} passkeys={passkeys} change={change} />}
      {isAutoSignEnabled !== undefined && (
        <section class="section">
          <h2 class="heading">{accessText.autoSign}</h2>
          <p class="text">{isAutoSignEnabled ? accessText.autoSignOn : accessText.autoSignOff}</p>
          <GuardedButton look="plain" onPress={() => change({ kind: 'autoSign', isEnabled: !isAutoSignEnabled })}>
            {isAutoSignEnabled ? accessText.disableAutoSign : accessText.enableAutoSign}
          </GuardedButton>
        </section>
      )}
    </>
  )
}

/** Shows a connected program, and the name that it claims for its device. */
function ProgramName({ program, deviceName }: Pick<KeyEndpointSession, 'deviceName'> & { readonly program: string }) {
  const shown = (text: string) => <bdi>{sanitizeNameForDisplay(text, { maxLength: 64 })}</bdi>
  return (
    <>
      <span class="strong">{fillSlots(accessText.program, { program: shown(program) })}</span>
      {deviceName !== undefined && (
        <span class="aside">{fillSlots(accessText.onDevice, { device: shown(deviceName) })}</span>
      )}
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
            {addedAt !== undefined && (
              <span class="aside">{fillSlots(accessText.added, { date: <time>{formatDate(addedAt)}</time> })}</span>
            )}
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

/** Returns the host of the page on which a session started, or the stored text if it is not an origin. */
function pageName(openedOn: string): string {
  return sanitizeForDisplay(isUrl(openedOn) ? new URL(openedOn).host : openedOn, { maxLength: 96 })
}

/** Shows the permissions of one approval. */
function GrantDetails({ grant: { capabilities, account, sharedWith, approvedAt } }: { readonly grant: ApprovedGrant }) {
  const permissions = arrangePermissions(describeCapabilities(capabilities, account, { isShared: !!sharedWith }))
  return (
    <details class="fold">
      <summary>
        <span>{fillSlots(accessText.grant, { date: <time>{formatDate(approvedAt)}</time> })}</span>
      </summary>
      {sharedWith && (
        <p class="text text-small">
          {fillSlots(accessText.sharedWith, {
            address: <bdi dir="ltr">{sharedWith.address}</bdi>,
            chainId: sharedWith.chainId,
          })}
        </p>
      )}
      <PermissionList groups={permissionsOf(permissions)} />
    </details>
  )
}
