import { readdirSync } from 'node:fs'
import { relative } from 'node:path'
import process from 'node:process'
import { parseArgs } from 'node:util'
import type { CommandOutcome } from '../doctor/command/runCommand.ts'
import { printable } from '../doctor/printable.ts'
import { type ExampleFiles, writeExample } from './writeExample.ts'

const usage = 'Usage: npx @openkey/host-sdk init <folder> [--template <name>] [--packages <folder>]'

/**
 * `init <folder>`: writes an app that signs in and stores a value to a new folder.
 * @returns 0 if the app was written, 2 for invalid arguments or a folder that has files
 */
export function initCommand(args: readonly string[], files: ExampleFiles): CommandOutcome {
  const templates = readdirSync(files.examples).sort()
  const help = `${usage}

Writes an app that signs in with OpenKey and stores a value, to a new folder.

Options:
  --template <name>    ${templates.join(', ')}; by default vite
  --html               the same as --template html
  --packages <folder>  installs the packages from the tarballs in this folder
  -h, --help           print this text`
  try {
    const { positionals, values } = parseArgs({
      args: [...args],
      allowPositionals: true,
      options: {
        template: { type: 'string' },
        html: { type: 'boolean', default: false },
        packages: { type: 'string' },
        help: { type: 'boolean', short: 'h' },
      },
    })
    if (values.help) return { text: help, exitCode: 0 }
    const [folder, ...more] = positionals
    const { template = values.html ? 'html' : 'vite', packages } = values
    if (folder === undefined) throw new Error('Missing argument: the folder to write to.')
    if (more.length > 0) throw new Error(`Unexpected argument “${more.join(' ')}”: expected one folder.`)
    if (!templates.includes(template)) {
      throw new Error(`Unknown template “${template}”: expected ${templates.join(', ')}.`)
    }
    writeExample({ ...files, template, folder, packages })
    const place = relative(process.cwd(), folder)
    const steps = [...(place === '' ? [] : [`cd ${place}`]), 'npm install', 'npm run dev']
    return {
      text: [`Wrote the template ${template}. Next:`, '', ...steps.map((step) => `  ${step}`)].join('\n'),
      exitCode: 0,
    }
  } catch (error) {
    return { text: `${printable(error instanceof Error ? error.message : String(error))}\n${usage}`, exitCode: 2 }
  }
}
