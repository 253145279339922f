import { createOpenKey, type OpenKey, type OpenKeyOptions } from '@openkey/host-sdk'

/** Result of a call, as plain data. */
export type Outcome =
  | { readonly ok: true; readonly value: unknown }
  | {
      readonly ok: false
      readonly isError: boolean
      readonly name: string
      readonly code: string
      readonly number: number
      readonly message: string
      readonly details: unknown
    }

declare global {
  interface Window {
    openkey: OpenKey
    /** Creates `window.openkey` anew. */
    create: (options: Partial<OpenKeyOptions>) => void
    /** Starts a call and keeps how it ends; counts every settlement. */
    start: (run: () => Promise<unknown>) => void
    outcome: Promise<Outcome>
    settlements: number
    stages: string[]
  }
}

const widgetUrl = new URLSearchParams(location.search).get('widget') ?? ''

window.stages = []
window.settlements = 0
window.create = (options) => {
  // A busy machine may take its time; tests of this deadline set their own.
  window.openkey = createOpenKey({ widgetUrl, appName: 'Test app', connectTimeoutMs: 30_000, ...options })
  window.openkey.on('stage', ({ name }) => window.stages.push(name))
}
window.start = (run) => {
  window.settlements = 0
  window.outcome = run().then(
    (value) => {
      window.settlements++
      return { ok: true, value } as const
    },
    (error) => {
      window.settlements++
      const { name, code, number, message, details } = error
      return { ok: false, isError: error instanceof Error, name, code, number, message, details } as const
    },
  )
}
window.create({})
