import { OpenKeyError } from '@openkey/protocol'

/** One promise of a port. Throws when it is broken, so that it runs under any test runner and in any page. */
export type ContractCase<Subject> = { readonly name: string; run(subject: Subject): Promise<void> }

/** @throws {Error} unless both are the same as JSON, where nothing is `null` */
export function expectSame(received: unknown, expected: unknown): void {
  const [left, right] = [JSON.stringify([received]), JSON.stringify([expected])]
  if (left !== right) throw new Error(`Expected ${right}, received ${left}`)
}

/** @throws {Error} unless the promise rejects with an error of that code */
export async function expectCode(promise: Promise<unknown>, code: string): Promise<void> {
  const outcome = await promise.then(
    () => 'no error',
    (error: unknown) => (error instanceof Object && 'code' in error ? error.code : String(error)),
  )
  expectSame(outcome, code)
}

/** @throws {Error} unless the promise is refused because of what `received` names */
export async function expectObstacle(promise: Promise<unknown>, received: string): Promise<void> {
  const outcome = await promise.then(
    () => 'no error',
    (error: unknown) => (error instanceof OpenKeyError ? [error.code, error.details.received] : String(error)),
  )
  expectSame(outcome, ['key_endpoint_rejected', received])
}
