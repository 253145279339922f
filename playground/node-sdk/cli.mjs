#!/usr/bin/env node
import { loadSource } from '../loadSource.mjs'

const { main } = await loadSource(new URL('cli/commandLine.ts', import.meta.url))
await main()
