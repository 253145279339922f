import type { CapabilitySentence } from '../../domain/capability/capabilitySentence.ts'
import { reviewText } from '../text/en/reviewText.ts'
import { FewTexts } from './FewTexts.tsx'
import { HostText } from './HostText.tsx'

export type LiteralPermissionProps = { readonly sentence: Extract<CapabilitySentence, { readonly id: 'literal' }> }

/** Shows a permission verbatim, if OpenKey has no sentence for it, with each of its strings in its own element. */
export function LiteralPermission({ sentence }: LiteralPermissionProps) {
  const { abilities, resource, isRecognised, caveats } = sentence
  const { literal } = reviewText
  return (
    <>
      {literal.on} <HostText text={resource} /> {literal.use}{' '}
      <FewTexts texts={abilities} atMost={isRecognised ? abilities.length : 3} more={literal.moreActions} />
      {caveats.length > 0 && (
        <>
          {' '}
          {caveats.length === 1 ? literal.condition : literal.conditions}{' '}
          <FewTexts texts={caveats} atMost={2} more={literal.moreConditions} />
        </>
      )}
    </>
  )
}
