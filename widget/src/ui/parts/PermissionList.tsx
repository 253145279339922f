import type { ComponentChildren } from 'preact'
import type { CapabilitySentence } from '../../domain/capability/capabilitySentence.ts'
import type { DescribedReview, ReviewGroup, ReviewItem } from '../../domain/review/review.ts'
import type { DisplayText } from '../../domain/sanitizeForDisplay.ts'
import { describePlace, describeSentence } from '../text/describePermission.ts'
import { reviewText } from '../text/en/reviewText.ts'
import { formatCount, type Plural } from '../text/format.ts'
import { fillSlots, type Phrase } from '../text/phrase.ts'
import { LongHostText } from './LongHostText.tsx'

export type PermissionListProps = {
  readonly groups: readonly ReviewGroup[]
  /** Whether every line must have been in view before a press counts. Must be false for lines that can be collapsed. */
  readonly isMustRead?: boolean
  /** Control in front of each permission, which it labels. */
  readonly mark?: (item: ReviewItem) => ComponentChildren
}

/** Lists permissions, grouped by the place to which they apply. */
export function PermissionList({ groups, isMustRead = false, mark }: PermissionListProps) {
  return (
    <>
      {groups.map(({ target, items }) => (
        <div class="group" key={JSON.stringify(target)}>
          <h3 class="place" data-must-read={isMustRead || undefined}>
            <PhraseText phrase={describePlace(target)} />
          </h3>
          <ul class="list">
            {items.map((item) => (
              <li key={JSON.stringify(item.sentence)} data-must-read={isMustRead || undefined}>
                {mark ? (
                  // biome-ignore lint/a11y/noLabelWithoutControl: `mark` is the control
                  <label class="choice">
                    {mark(item)}
                    <span>
                      <Sentence sentence={item.sentence} />
                    </span>
                  </label>
                ) : (
                  <Sentence sentence={item.sentence} />
                )}
              </li>
            ))}
          </ul>
        </div>
      ))}
    </>
  )
}

function Sentence({ sentence }: { readonly sentence: CapabilitySentence }) {
  return sentence.id === 'literal' ? (
    <LiteralPermission sentence={sentence} />
  ) : (
    <PhraseText phrase={describeSentence(sentence)} />
  )
}

type LiteralPermissionProps = { readonly sentence: Extract<CapabilitySentence, { readonly id: 'literal' }> }

/** Shows a permission verbatim, because OpenKey has no sentence for it. */
function LiteralPermission({ sentence }: LiteralPermissionProps) {
  const { abilities, resource, isRecognised, caveats } = sentence
  const { literal } = reviewText
  const slots = {
    resource: <LongHostText text={resource} />,
    actions: <FewTexts texts={abilities} atMost={isRecognised ? abilities.length : 3} more={literal.moreActions} />,
  }
  if (caveats.length === 0) return <>{fillSlots(literal.always, slots)}</>
  const template = caveats.length === 1 ? literal.underCondition : literal.underConditions
  const conditions = <FewTexts texts={caveats} atMost={2} more={literal.moreConditions} />
  return <>{fillSlots(template, { ...slots, conditions })}</>
}

type FewTextsProps = {
  readonly texts: readonly DisplayText[]
  /** Number of texts that are visible before expanding. */
  readonly atMost: number
  /** Label of the control that shows the rest. */
  readonly more: Plural
}

/** Shows the first few texts, and the others on demand. */
function FewTexts({ texts, atMost, more }: FewTextsProps) {
  const rest = texts.slice(atMost)
  return (
    <>
      {spaced(texts.slice(0, atMost))}
      {rest.length > 0 && (
        <details class="fold">
          <summary>{formatCount(more, rest.length)}</summary>
          {spaced(rest)}
        </details>
      )}
    </>
  )
}

function spaced(texts: readonly DisplayText[]) {
  return texts.map((text, index) => (
    <span key={text}>
      {index > 0 && ' '}
      <LongHostText text={text} />
    </span>
  ))
}

/** Shows all permissions, sensitive ones first. Collapses only reading below one path, and unknown actions. */
export function Permissions({ review }: { readonly review: DescribedReview }) {
  const { recipient, sensitive, standard, literal, unrecognised, collapsible } = review
  const may = recipient?.kind === 'user' ? reviewText.userMay : reviewText.may
  if ([sensitive, standard, literal, collapsible].flat().length === 0) {
    return <p class="text">{reviewText.nothingGranted}</p>
  }
  const isCalm = sensitive.length + standard.length + literal.length === 0
  return (
    <>
      {sensitive.length > 0 && (
        <section class="panel panel-sensitive">
          <h2 class="heading">
            {may} <span class="pill">{reviewText.sensitive}</span>
          </h2>
          <PermissionList groups={sensitive} isMustRead />
        </section>
      )}
      {standard.length > 0 && (
        <section class={sensitive.length > 0 ? 'panel panel-brief' : 'panel'}>
          <h2 class="heading">{sensitive.length > 0 ? reviewText.mayAlso : may}</h2>
          <PermissionList groups={standard} />
        </section>
      )}
      {literal.length > 0 && (
        <section class="panel panel-sensitive">
          <h2 class="heading">{reviewText.literalTitle}</h2>
          <PermissionList groups={literal} isMustRead />
          <Fold groups={unrecognised} summary={reviewText.unrecognised} />
        </section>
      )}
      {isCalm ? (
        <section class="panel">
          <h2 class="heading">{may}</h2>
          <PermissionList groups={collapsible} />
        </section>
      ) : (
        <Fold groups={collapsible} summary={reviewText.mayRead} />
      )}
    </>
  )
}

type FoldProps = { readonly groups: readonly ReviewGroup[]; readonly summary: Plural }

function Fold({ groups, summary }: FoldProps) {
  if (groups.length === 0) return null
  return (
    <details class="fold">
      <summary>{formatCount(summary, groups.flatMap(({ items }) => items).length)}</summary>
      <PermissionList groups={groups} />
    </details>
  )
}

/** Renders a phrase, with each host text and each identifier in its own element. */
function PhraseText({ phrase }: { readonly phrase: Phrase }) {
  return (
    <>
      {phrase.map((part) => {
        if (typeof part === 'string') return part
        return 'hostText' in part ? <LongHostText text={part.hostText} /> : <bdi dir="ltr">{part.identifier}</bdi>
      })}
    </>
  )
}
