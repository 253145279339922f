#!/usr/bin/env node
import { dirname, join } from 'node:path'
import process from 'node:process'
import { fileURLToPath } from 'node:url'
import { runCommand } from './doctor/command/runCommand.ts'
import { initCommand } from './init/initCommand.ts'

const here = dirname(fileURLToPath(import.meta.url))
const [command, ...rest] = process.argv.slice(2)
const { text, exitCode } =
  command === 'init'
    ? initCommand(rest, { examples: join(here, 'examples'), snippet: join(here, 'script/snippet.html') })
    : await runCommand(process.argv.slice(2))
process.stdout.write(`${text}\n`)
process.exitCode = exitCode
