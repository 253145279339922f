import type { ReviewGroup } from '../../domain/review/review.ts'
import { describePlace } from '../text/describePlace.ts'
import { describeSentence } from '../text/describeSentence.ts'
import { PhraseText } from './HostText.tsx'
import { LiteralPermission } from './LiteralPermission.tsx'

export type PermissionListProps = {
  readonly groups: readonly ReviewGroup[]
  /** Whether every line must have been in view before a press counts. Must be false for lines that can be collapsed. */
  readonly isMustRead?: boolean
}

/** Lists permissions, grouped by the place to which they apply. */
export function PermissionList({ groups, isMustRead = false }: PermissionListProps) {
  return (
    <>
      {groups.map(({ target, items }) => (
        <div class="group" key={JSON.stringify(target)}>
          <h3 class="place" data-must-read={isMustRead || undefined}>
            <PhraseText phrase={describePlace(target)} />
          </h3>
          <ul class="list">
            {items.map(({ sentence }) => (
              <li key={JSON.stringify(sentence)} data-must-read={isMustRead || undefined}>
                {sentence.id === 'literal' ? (
                  <LiteralPermission sentence={sentence} />
                ) : (
                  <PhraseText phrase={describeSentence(sentence)} />
                )}
              </li>
            ))}
          </ul>
        </div>
      ))}
    </>
  )
}
