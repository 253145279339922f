import { accessText } from '../ui/text/en/accessText.ts'
import { capabilityText, placeText } from '../ui/text/en/capabilityText.ts'
import { commonText } from '../ui/text/en/commonText.ts'
import { deviceText } from '../ui/text/en/deviceText.ts'
import { feedbackText } from '../ui/text/en/feedbackText.ts'
import { formatText } from '../ui/text/en/formatText.ts'
import { outcomeText } from '../ui/text/en/outcomeText.ts'
import { problemText } from '../ui/text/en/problemText.ts'
import { reviewText } from '../ui/text/en/reviewText.ts'
import { signInText } from '../ui/text/en/signInText.ts'
import { welcomeText } from '../ui/text/en/welcomeText.ts'
import type { Area } from '../ui/text/translate.ts'

/** All texts of the widget in the current language. */
export const allTexts: Readonly<Record<Area, object>> = {
  access: accessText,
  capability: capabilityText,
  common: commonText,
  device: deviceText,
  feedback: feedbackText,
  format: formatText,
  outcome: outcomeText,
  place: placeText,
  problem: problemText,
  review: reviewText,
  signIn: signInText,
  welcome: welcomeText,
}
