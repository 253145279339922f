import type { Access, AccessTarget } from '../../domain/access.ts'
import type { ApprovedGrant } from '../../domain/approval/grant.ts'
import { describeCapabilities } from '../../domain/capability/describeCapabilities.ts'
import { arrangeGrants } from '../../domain/review/arrangeGrants.ts'
import { visibleText } from '../../domain/visibleText.ts'
import { GrantButton } from '../parts/GrantButton.tsx'
import { onTrusted } from '../parts/onTrusted.ts'
import { PermissionList } from '../parts/PermissionList.tsx'
import { Screen } from '../parts/Screen.tsx'
import { accessText } from '../text/en/accessText.ts'
import { commonText } from '../text/en/commonText.ts'
import type { ScreenProps } from './screenProps.ts'

/** Lists where the user is signed in, with a button to end each entry. */
export function AccessScreen({ screen: { access, hasFailed }, act }: ScreenProps<'access'>) {
  const remove = (target: AccessTarget) => act({ type: 'accessRemoved', target })
  return (
    <Screen
      title={accessText.title}
      onClose={() => act({ type: 'left', how: 'closed' })}
      actions={
        <button type="button" class="button" onClick={onTrusted(() => act({ type: 'wentBack' }))}>
          {commonText.back}
        </button>
      }
    >
      <p class={hasFailed ? 'notice notice-bad' : 'notice-empty'} role="status">
        {hasFailed && accessText.failed}
      </p>
      {access ? <AccessLists access={access} remove={remove} /> : <p class="text">{accessText.loading}</p>}
    </Screen>
  )
}

type AccessListsProps = { readonly access: Access; readonly remove: (target: AccessTarget) => void }

function AccessLists({ access: { origins, sessions }, remove }: AccessListsProps) {
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
              <GrantButton look="plain" onPress={() => remove({ kind: 'origin', origin })}>
                {accessText.remove}
              </GrantButton>
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
              <GrantButton look="plain" onPress={() => remove({ kind: 'session', id })}>
                {accessText.signOut}
              </GrantButton>
            </li>
          ))}
        </ul>
      </section>
    </>
  )
}

/** Names the page that a session was opened on: its host, or the text as it is if the key endpoint stored no origin. */
function pageName(openedOn: string): string {
  return visibleText(URL.canParse(openedOn) ? new URL(openedOn).host : openedOn, { maxLength: 96 })
}

/** Shows the permissions of one approval. */
function GrantDetails({ grant: { capabilities, account, sharedWith, approvedAt } }: { readonly grant: ApprovedGrant }) {
  const { sensitive, standard, literal, unrecognised, foldable } = arrangeGrants(
    describeCapabilities(capabilities, account, { isShared: !!sharedWith }),
  )
  return (
    <details class="fold">
      <summary>{accessText.grant(approvedAt)}</summary>
      {sharedWith && <p class="text text-small">{accessText.sharedWith(sharedWith)}</p>}
      <PermissionList groups={[...sensitive, ...standard, ...literal, ...unrecognised, ...foldable]} />
    </details>
  )
}
