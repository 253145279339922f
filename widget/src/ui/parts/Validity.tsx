import type { Review } from '../../domain/review/review.ts'
import { en } from '../text/en.ts'

export type ValidityProps = { readonly validity: Review['validity']; readonly kind: Review['kind'] }

/** Until when: by the clock on the wall, and how far off that is. */
export function Validity({ validity: { expiresAt, remainingMs, isLong }, kind }: ValidityProps) {
  if (expiresAt === undefined || remainingMs === undefined) {
    return <span class={isLong ? 'long' : undefined}>{kind === 'plain' ? en.review.once : en.review.noEnd}</span>
  }
  return (
    <>
      <span>{en.review.until(expiresAt)}</span>
      <span class={isLong ? 'aside long' : 'aside'}>{en.review.remaining(remainingMs)}</span>
    </>
  )
}
