import type { accessText } from './en/accessText.ts'
import type { capabilityText, placeText } from './en/capabilityText.ts'
import type { commonText } from './en/commonText.ts'
import type { deviceText } from './en/deviceText.ts'
import type { feedbackText } from './en/feedbackText.ts'
import type { formatText } from './en/formatText.ts'
import type { outcomeText } from './en/outcomeText.ts'
import type { problemText } from './en/problemText.ts'
import type { reviewText } from './en/reviewText.ts'
import type { signInText } from './en/signInText.ts'
import type { welcomeText } from './en/welcomeText.ts'
import type { SlotOf } from './phrase.ts'

/** All texts of the widget. English is kept in several files, one for each chunk that shows it. */
type English = {
  readonly access: typeof accessText
  readonly capability: typeof capabilityText
  readonly common: typeof commonText
  readonly device: typeof deviceText
  readonly feedback: typeof feedbackText
  readonly format: typeof formatText
  readonly outcome: typeof outcomeText
  readonly place: typeof placeText
  readonly problem: typeof problemText
  readonly review: typeof reviewText
  readonly signIn: typeof signInText
  readonly welcome: typeof welcomeText
}

/**
 * A translation. It has the keys of English, and each text has the same slots, in any order. A text for a number has the
 * plural categories of its own language.
 */
export type Catalogue = { readonly [Area in keyof English]: Translated<English[Area]> }

type Translated<Text> = Text extends string
  ? WithSlots<SlotOf<Text>>
  : keyof Text extends Intl.LDMLPluralRule
    ? { readonly [Category in Intl.LDMLPluralRule]?: string } & Pick<TranslatedEach<Text>, 'other' & keyof Text>
    : TranslatedEach<Text>

type TranslatedEach<Texts> = { readonly [Key in keyof Texts]: Translated<Texts[Key]> }

/** A text with all of these slots. Intersects the patterns of the slots, because a union would require only one. */
type WithSlots<Slot extends string> = [Slot] extends [never]
  ? string
  : (Slot extends string ? (text: `${string}{${Slot}}${string}`) => void : never) extends (
        text: infer Text extends string,
      ) => void
    ? Text
    : never
