import { translatable } from '../translate.ts'

/** Format of dates, durations, lists and counts. */
export const formatText = translatable('format', {
  /** Locale for `Intl`. British: `27 Nov 2026` reads the same everywhere, which `11/27/26` does not. */
  locale: 'en-GB',
})
