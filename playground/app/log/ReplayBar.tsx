type ReplayBarProps = {
  /** Number of messages that are shown. */
  readonly step: number
  readonly count: number
  readonly onStep: (step: number) => void
  readonly onLeave: () => void
}

/** Steps through the messages of an imported file. */
export function ReplayBar({ step, count, onStep, onLeave }: ReplayBarProps) {
  return (
    <fieldset class="buttons">
      <legend>Replay</legend>
      <button type="button" disabled={step <= 1} onClick={() => onStep(step - 1)}>
        Back
      </button>
      <button type="button" disabled={step >= count} onClick={() => onStep(step + 1)}>
        Next
      </button>
      <button type="button" disabled={step >= count} onClick={() => onStep(count)}>
        To the end
      </button>
      <button type="button" onClick={onLeave}>
        Back to this page
      </button>
      <p role="status" data-testid="replay-step">
        Message {step} of {count}
      </p>
    </fieldset>
  )
}
