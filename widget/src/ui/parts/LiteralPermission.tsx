import type { CapabilitySentence } from '../../domain/capability/capabilitySentence.ts'
import { reviewText } from '../text/en/reviewText.ts'
import { fillSlots } from '../text/slots.ts'
import { FewTexts } from './FewTexts.tsx'
import { HostText } from './HostText.tsx'

export type LiteralPermissionProps = { readonly sentence: Extract<CapabilitySentence, { readonly id: 'literal' }> }

/** Shows a permission verbatim, because OpenKey has no sentence for it. */
export function LiteralPermission({ sentence }: LiteralPermissionProps) {
  const { abilities, resource, isRecognised, caveats } = sentence
  const { literal } = reviewText
  const slots = {
    resource: <HostText text={resource} />,
    actions: <FewTexts texts={abilities} atMost={isRecognised ? abilities.length : 3} more={literal.moreActions} />,
  }
  if (caveats.length === 0) return <>{fillSlots(literal.always, slots)}</>
  const template = caveats.length === 1 ? literal.underCondition : literal.underConditions
  const conditions = <FewTexts texts={caveats} atMost={2} more={literal.moreConditions} />
  return <>{fillSlots(template, { ...slots, conditions })}</>
}
