#!/usr/bin/env node
import process from 'node:process'
import { runCommand } from './command/runCommand.ts'

const { text, exitCode } = await runCommand(process.argv.slice(2))
process.stdout.write(`${text}\n`)
process.exitCode = exitCode
