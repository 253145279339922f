/** What is provisioned once: there is one row for each. */
export type BootstrapKey = {
  readonly keyId: string
  readonly chainId: number
  /** Origin of the node. */
  readonly host: string
  /** See `bootstrapVersion`. */
  readonly version: string
}
