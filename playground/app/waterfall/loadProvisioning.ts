import * as z from 'zod/mini'

const stepsSchema = z.array(
  z.strictObject({
    /** For example `host default`. */
    name: z.string(),
    /** Milliseconds since the epoch. */
    at: z.number(),
    durationMs: z.number(),
  }),
)

/** A request of the key endpoint to the node, while it created the account. */
export type ProvisioningStep = z.infer<typeof stepsSchema>[number]

/** Asks the playground, which sees both servers. An app of your own cannot know this. */
export async function loadProvisioning(address: string): Promise<readonly ProvisioningStep[]> {
  return stepsSchema.parse(await (await fetch(`/provisioning?address=${address}`)).json())
}
