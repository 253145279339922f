import type { OfferHistory } from '../../app/passkeys/passkeyOffer.ts'

const storageKey = 'openkey-passkey-offered'

/** Keeps the ids of users in local storage; where that is withheld, for the life of the page. */
export function createOfferHistory(storageOf: () => Storage = () => localStorage): OfferHistory {
  const offered = new Set<string>()
  try {
    for (const userId of storageOf().getItem(storageKey)?.split('\n') ?? []) offered.add(userId)
  } catch {
    // Storage is withheld in this frame: memory serves the page.
  }
  return {
    has: (userId) => offered.has(userId),
    add(userId) {
      offered.add(userId)
      try {
        storageOf().setItem(storageKey, [...offered].join('\n'))
      } catch {
        // As above; the offer is then made once per page.
      }
    },
  }
}
