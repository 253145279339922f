import { useState } from 'preact/hooks'
import { describeProblem, type Problem } from '../problem/describeProblem.ts'

export type Attempt = {
  readonly status: string
  readonly problem: Problem | undefined
  /** Runs work, and shows the sentence that it returns, or its error. */
  readonly attempt: (work: () => Promise<string>) => Promise<void>
}

/** The outcome of what a user has tried last. */
export function useAttempt(): Attempt {
  const [status, setStatus] = useState('')
  const [problem, setProblem] = useState<Problem>()
  return {
    status,
    problem,
    async attempt(work) {
      setProblem(undefined)
      setStatus('')
      try {
        setStatus(await work())
      } catch (error) {
        setProblem(describeProblem(error))
      }
    },
  }
}
