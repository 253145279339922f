/** Web Locks as far as the widget asks for them: exclusive, and only when free. Shared by all who get this one. */
export function createFakeLocks(): Pick<LockManager, 'request'> {
  const held = new Set<string>()
  async function request(name: string, ...rest: readonly unknown[]): Promise<unknown> {
    const hold = rest.at(-1) as (lock: Lock | null) => unknown
    await Promise.resolve()
    if (held.has(name)) return hold(null)
    held.add(name)
    try {
      return await hold({ name, mode: 'exclusive' })
    } finally {
      held.delete(name)
    }
  }
  return { request: request as LockManager['request'] }
}
