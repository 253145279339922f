import { useEffect, useState } from 'preact/hooks'
import type { AppConfig } from '../appConfig.ts'
import type { Switches } from '../switches/switches.ts'
import { ScrollBox } from '../ui/ScrollBox.tsx'
import { npmCode, reactCode, wagmiCode } from './bundledCode.ts'
import { elementCode, scriptCode } from './scriptCode.ts'
import { loadScriptFiles, type ScriptFiles } from './scriptFiles.ts'

const formats = ['npm', 'React', 'wagmi', 'Script tag', 'Element'] as const

type Format = (typeof formats)[number]

type CodeCardProps = { readonly config: AppConfig; readonly switches: Switches }

/** The code of an app that signs in as the switches say, to copy. */
export function CodeCard({ config, switches }: CodeCardProps) {
  const [chosen, choose] = useState<Format>('npm')
  const [files, setFiles] = useState<ScriptFiles>()
  const [copied, setCopied] = useState('')
  // The element has one form only.
  const format = switches.sdk === 'element' ? 'Element' : chosen
  const needsFiles = format === 'Script tag' || format === 'Element'
  useEffect(() => {
    if (needsFiles && !files) loadScriptFiles().then(setFiles, () => setCopied('The files could not be loaded.'))
  }, [needsFiles, files])
  const code = write(format, { config, switches, files })
  return (
    <section class="card" aria-labelledby="code-title">
      <h2 id="code-title">The code for it</h2>
      <fieldset class="buttons">
        <legend>For an app with</legend>
        {formats.map((name) => (
          <button
            key={name}
            type="button"
            aria-pressed={name === format}
            disabled={switches.sdk === 'element' && name !== 'Element'}
            onClick={() => choose(name)}
          >
            {name}
          </button>
        ))}
      </fieldset>
      <ScrollBox label="Code" testId="code">
        {code ?? 'Building the files…'}
      </ScrollBox>
      <button
        type="button"
        disabled={code === undefined}
        onClick={() =>
          navigator.clipboard.writeText(code ?? '').then(
            () => setCopied('Copied.'),
            () => setCopied('The browser denied access to the clipboard.'),
          )
        }
      >
        Copy
      </button>
      <p role="status">{copied}</p>
    </section>
  )
}

type Place = CodeCardProps & { readonly files: ScriptFiles | undefined }

/** @returns `undefined` until the files have been built */
function write(format: Format, { config, switches, files }: Place): string | undefined {
  if (format === 'npm') return npmCode({ config, switches })
  if (format === 'React') return reactCode({ config, switches })
  if (format === 'wagmi') return wagmiCode({ config, switches })
  if (files === undefined) return undefined
  return format === 'Element' ? elementCode({ config, switches, files }) : scriptCode({ config, switches, files })
}
