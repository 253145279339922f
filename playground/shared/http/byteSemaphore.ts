/** Counts the bytes that requests and responses hold in memory, and limits their sum. */
export type ByteSemaphore = {
  /**
   * Reserves bytes for an owner, for example a client's address.
   * @returns false if the sum, or the share of the owner, would exceed its limit. Nothing is reserved then
   */
  reserve(bytes: number, owner: string | undefined): boolean
  release(bytes: number, owner: string | undefined): void
  /** Returns the sum of all reserved bytes. */
  held(): number
}

/**
 * Creates a semaphore.
 * @param options `maxBytes` limits the sum; `maxOwnerBytes` limits each known owner. @default half of the sum per owner
 */
export function createByteSemaphore({
  maxBytes,
  maxOwnerBytes = maxBytes / 2,
}: {
  readonly maxBytes: number
  readonly maxOwnerBytes?: number
}): ByteSemaphore {
  const owners = new Map<string, number>()
  let sum = 0

  const add = (bytes: number, owner: string | undefined) => {
    sum += bytes
    if (owner === undefined) return
    const held = (owners.get(owner) ?? 0) + bytes
    if (held > 0) owners.set(owner, held)
    else owners.delete(owner)
  }

  return {
    reserve(bytes, owner) {
      const held = owner === undefined ? 0 : (owners.get(owner) ?? 0)
      if (sum + bytes > maxBytes || held + bytes > maxOwnerBytes) return false
      add(bytes, owner)
      return true
    },
    release: (bytes, owner) => add(-bytes, owner),
    held: () => sum,
  }
}
