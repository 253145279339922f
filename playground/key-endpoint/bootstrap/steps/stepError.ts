/** The step that ended an attempt. */
export class StepError extends Error {
  override readonly name = 'StepError'
  readonly step: string

  constructor(step: string, cause: unknown) {
    super(`Step ${step} failed.`, { cause })
    this.step = step
  }
}
