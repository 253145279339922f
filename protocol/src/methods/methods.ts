import type { Check, Checked } from '../checks/check.ts'
import type { hostChecks } from '../generated/hostChecks.ts'
import type { widgetChecks } from '../generated/widgetChecks.ts'
import type { Result } from '../wire/result.ts'

/** Checks by method name: of inputs, or of results. */
export type MethodChecks = Readonly<Record<string, Check>>

/** Checks of results by method name. */
export type ResultChecks = Readonly<Record<string, Check<Result<unknown>>>>

/** A table of methods: what goes in and what comes out, by name. */
export type MethodTable = Readonly<Record<string, { readonly input: unknown; readonly value: unknown }>>

// Read from the compiled checks, which equal the schemas, so that a compiler needs no zod to read these types.
type Inputs<Checks extends MethodChecks> = { [Name in keyof Checks]: Checked<Checks[Name]> }
type Values<Checks extends ResultChecks> = {
  [Name in keyof Checks]: Checked<Checks[Name]> extends infer Outcome
    ? Outcome extends { readonly ok: true; readonly value: infer Value }
      ? Value
      : never
    : never
}
type Table<In extends Record<string, unknown>, Out extends Record<keyof In, unknown>> = {
  readonly [Name in keyof In]: { readonly input: In[Name]; readonly value: Out[Name] }
}

/** Methods that a host calls in the widget. */
export type WidgetMethods = Table<
  Inputs<typeof widgetChecks.inputs>,
  Omit<Values<typeof hostChecks.results>, 'connect' | 'account' | 'signSiwe'> & {
    connect: Account
    account: Account
    signSiwe: SignedSiwe | Narrowing
  }
>

/** Methods that the widget calls in the host. */
export type HostMethods = Table<Inputs<typeof hostChecks.inputs>, Values<typeof widgetChecks.results>>

/** The chosen key only: its EIP-55 address, the chain asked for, and the endpoint's id of the key. */
export type Account = { readonly address: `0x${string}`; readonly chainId: number; readonly keyId: string }

/** One signature over one SIWE message. */
export type SignedSiwe = {
  /** 65 bytes, `r ‖ s ‖ v`, v is 27 or 28. */
  readonly signature: `0x${string}`
  readonly address: `0x${string}`
  readonly keyId: string
  /** The very string that was signed. */
  readonly message: string
  readonly bootstrap: Bootstrap
}

/** What the user took away from a request instead of approving it. Nothing has been signed. */
export type Narrowing = {
  /** Capabilities of the message that the user does not grant. */
  readonly removed: readonly RemovedCapability[]
  /** An earlier expiration time, as `Date.prototype.toISOString` writes it. Absent if the user keeps the message's. */
  readonly expirationTime?: string | undefined
}

/** One ability on one resource, both as the ReCap writes them. */
export type RemovedCapability = { readonly resource: string; readonly ability: string }

/**
 * The key endpoint's report about provisioning a new account during a signature.
 * It is information: it never fails a sign-in, and no client acts on it.
 */
export type BootstrapStatus = 'complete' | 'skipped' | 'pending' | 'failed'

export type Bootstrap = { readonly status: BootstrapStatus; readonly errorCode?: string | undefined }

/** Progress of a request, in order; later stages may be skipped. */
export type Stage = 'waiting' | 'authenticating' | 'reviewing' | 'signing' | 'done'
