import { ScrollArea } from '../ui/ScrollArea.tsx'
import type { ProvisioningStep } from './loadProvisioning.ts'

type ProvisioningTableProps = {
  readonly steps: readonly ProvisioningStep[]
  /** When the sign-in began, in milliseconds since the epoch. */
  readonly startedAt: number
}

/** The bootstrap, step by step, as the node has seen it. */
export function ProvisioningTable({ steps, startedAt }: ProvisioningTableProps) {
  return (
    <details>
      <summary>Requests of the key endpoint to the node ({steps.length})</summary>
      <ScrollArea label="Requests of the key endpoint">
        <table>
          <thead>
            <tr>
              <th scope="col">Begins after</th>
              <th scope="col">Takes</th>
              <th scope="col">Request</th>
            </tr>
          </thead>
          <tbody>
            {steps.map(({ name, at, durationMs }) => (
              <tr key={`${at} ${name}`}>
                <td>{at - startedAt} ms</td>
                <td>{durationMs} ms</td>
                <td>{name}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </ScrollArea>
    </details>
  )
}
