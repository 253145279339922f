import type { ReviewGroup } from '../../domain/review/review.ts'
import { describePlace, describeSentence } from '../text/capabilityText.ts'

/** Permissions by the place they apply to, each a sentence. */
export function PermissionList({ groups }: { readonly groups: readonly ReviewGroup[] }) {
  return (
    <>
      {groups.map(({ place, items }) => (
        <div class="group" key={JSON.stringify(place)}>
          <h3 class="place">{describePlace(place)}</h3>
          <ul class="list">
            {items.map(({ sentence }) => {
              const text = describeSentence(sentence)
              return (
                <li key={text} class={sentence.id === 'literal' ? 'literal' : undefined}>
                  {text}
                </li>
              )
            })}
          </ul>
        </div>
      ))}
    </>
  )
}
