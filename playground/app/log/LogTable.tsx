import { ScrollArea } from '../ui/ScrollArea.tsx'
import type { LogRecord } from './logRecord.ts'

type LogTableProps = {
  readonly records: readonly LogRecord[]
  readonly lineNames: Readonly<Record<LogRecord['line'], string>>
  /** Id of the message that a replay has just added. */
  readonly current: number | undefined
}

/** Lists messages, oldest first. Each unfolds into its content. */
export function LogTable({ records, lineNames, current }: LogTableProps) {
  if (records.length === 0) return <p>No messages yet. Sign in on the first tab.</p>
  const start = records[0]?.at ?? 0
  return (
    <ScrollArea label="Messages">
      <table>
        <thead>
          <tr>
            <th scope="col">After</th>
            <th scope="col">Line</th>
            <th scope="col">Message</th>
            <th scope="col">Size</th>
            <th scope="col">Duration</th>
            <th scope="col">Guard</th>
          </tr>
        </thead>
        <tbody>
          {records.map((record) => (
            <tr key={record.id} aria-current={record.id === current ? 'step' : undefined}>
              <td>{record.at - start} ms</td>
              <td>{lineNames[record.line]}</td>
              <td>
                <details>
                  <summary class="message-name">
                    {record.direction === 'sent' ? 'page → widget' : 'widget → page'}: <code>{record.name}</code>{' '}
                    {record.kind !== 'message' && record.kind}
                  </summary>
                  <pre>{JSON.stringify(record.content, undefined, 2)}</pre>
                </details>
              </td>
              <td>{record.size}</td>
              <td>{record.durationMs !== undefined && `${record.durationMs} ms`}</td>
              <td class={record.verdict === 'accepted' ? undefined : 'refused'}>{record.verdict}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </ScrollArea>
  )
}
