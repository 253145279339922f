import { useRef, useState } from 'preact/hooks'
import { LogTable } from './LogTable.tsx'
import { type LogRecord, readLogFile, writeLogFile } from './logRecord.ts'
import type { LogStore } from './logStore.ts'
import { ReplayBar } from './ReplayBar.tsx'

type LogTabProps = {
  readonly log: LogStore
  /** Keeps its filters while it is not shown. */
  readonly isShown: boolean
}

/** Every message between page and widget, as it happens or from a file. */
export function LogTab({ log, isShown }: LogTabProps) {
  const [line, setLine] = useState<LogRecord['line'] | ''>('')
  const [text, setText] = useState('')
  const [hidesPings, setHidesPings] = useState(true)
  const [problem, setProblem] = useState('')
  const [replay, setReplay] = useState<{ readonly records: readonly LogRecord[]; readonly step: number }>()
  const file = useRef<HTMLInputElement>(null)

  if (!isShown) return null
  const records = replay ? replay.records.slice(0, replay.step) : log.records()
  const shown = records.filter(
    (record) =>
      (line === '' || record.line === line) &&
      !(hidesPings && record.name === 'ping') &&
      JSON.stringify(record).toLowerCase().includes(text.toLowerCase()),
  )

  async function importFile(chosen: File | undefined) {
    const imported = chosen && readLogFile(await chosen.text())
    setProblem(imported || !chosen ? '' : 'This is not a file that this page has exported.')
    if (imported) setReplay({ records: imported, step: Math.min(1, imported.length) })
  }

  return (
    <section class="card" aria-labelledby="log-title">
      <h2 id="log-title">Protocol log</h2>
      <p class="hint">
        Two window messages open the channel. Then each side calls the other over a port of its own. Signatures, and
        whatever the schema does not know, are replaced by their size.
      </p>
      <div class="switches">
        <label>
          Line
          <select
            value={line}
            onChange={({ currentTarget: { value } }) => setLine(lines.find((name) => name === value) ?? '')}
          >
            <option value="">all</option>
            {lines.map((name) => (
              <option key={name} value={name}>
                {lineNames[name]}
              </option>
            ))}
          </select>
        </label>
        <label>
          Contains
          <input type="search" value={text} onInput={({ currentTarget: { value } }) => setText(value)} />
        </label>
        <label class="check">
          <input
            type="checkbox"
            checked={hidesPings}
            onChange={({ currentTarget: { checked } }) => setHidesPings(checked)}
          />
          Hide pings
        </label>
      </div>
      <div class="buttons">
        <button type="button" aria-pressed={log.isPaused()} onClick={() => log.setPaused(!log.isPaused())}>
          Pause
        </button>
        <button type="button" onClick={log.clear}>
          Clear
        </button>
        <button type="button" disabled={records.length === 0} onClick={() => exportFile(records)}>
          Export
        </button>
        <button type="button" onClick={() => file.current?.click()}>
          Import
        </button>
        <input
          ref={file}
          type="file"
          hidden
          accept="application/json"
          data-testid="log-file"
          onChange={({ currentTarget: { files } }) => void importFile(files?.[0])}
        />
      </div>
      <p role="status">{problem}</p>
      {replay && (
        <ReplayBar
          step={replay.step}
          count={replay.records.length}
          onStep={(step) => setReplay({ ...replay, step })}
          onLeave={() => setReplay(undefined)}
        />
      )}
      <LogTable records={shown} lineNames={lineNames} current={replay && records.at(-1)?.id} />
    </section>
  )
}

const lines = ['window', 'widget', 'host'] as const

const lineNames: Readonly<Record<LogRecord['line'], string>> = {
  window: 'window messages',
  widget: 'calls into the widget',
  host: 'calls into the page',
}

/** Saves the records as a file. */
function exportFile(records: readonly LogRecord[]): void {
  const url = URL.createObjectURL(new Blob([writeLogFile(records)], { type: 'application/json' }))
  Object.assign(document.createElement('a'), { href: url, download: 'openkey-log.json' }).click()
  URL.revokeObjectURL(url)
}
