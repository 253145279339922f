#!/usr/bin/env node
// `tinycloud`: with a command, the client; alone, the node.
await import(process.argv.length > 2 ? './node-sdk/cli.mjs' : './node/start.mjs')
