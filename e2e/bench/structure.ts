import { resolve } from 'node:path'
import { parseArgs } from 'node:util'
import { median } from './median.ts'
import { drawSentences } from './structure/drawSentences.ts'
import { closureOf, importCircles } from './structure/importGraph.ts'
import { type Module, readModules } from './structure/readModules.ts'

const folders = [
  ...[
    'protocol/src',
    'host-sdk/src',
    'host-sdk/build',
    'widget/src',
    'widget/server',
    'playground/key-endpoint',
    'playground/node',
  ],
  ...[
    'playground/sdk-core',
    'playground/node-sdk',
    'playground/provisioning',
    'playground/web-sdk',
    'playground/app',
    'playground/server',
    'playground/siwe-server',
    'e2e',
  ],
]

/**
 * Prints figures about the structure of the source code, and the import circles. `sentences 60 --seed 12` prints 60
 * sentences of READMEs and docstrings instead, for a reader to judge.
 * @returns whether there are no circles
 */
export async function main(): Promise<boolean> {
  const { positionals, values } = parseArgs({
    args: process.argv.slice(3),
    allowPositionals: true,
    options: { seed: { type: 'string', default: '1' } },
  })
  const [command = '.', count = '60'] = positionals
  if (command === 'sentences') {
    for (const [index, { place, text }] of drawSentences('.', Number(count), Number(values.seed)).entries()) {
      console.log(`${index + 1}. ${place}\n   ${text}`)
    }
    return true
  }
  const modules = readModules(resolve(command))
  const importers = countImporters(modules)

  console.log('folder                     files   lines  median  max  <= 12 lines  one importer')
  for (const folder of [...folders, '']) {
    const inside = [...modules.values()].filter(({ path }) => path.startsWith(folder === '' ? '' : `${folder}/`))
    if (inside.length === 0) continue
    const lines = inside.map(({ lines }) => lines)
    console.log(
      (folder || 'all').padEnd(25),
      String(lines.length).padStart(6),
      String(lines.reduce((sum, count) => sum + count, 0)).padStart(7),
      String(Math.round(median(lines))).padStart(7),
      String(Math.max(...lines)).padStart(4),
      String(lines.filter((count) => count <= 12).length).padStart(12),
      String(inside.filter(({ path }) => importers.get(path) === 1).length).padStart(13),
    )
  }

  console.log('\nimport closure               files   lines')
  for (const [name, files] of closures(modules)) {
    const lines = [...files].reduce((sum, path) => sum + (modules.get(path)?.lines ?? 0), 0)
    console.log(name.padEnd(27), String(files.size).padStart(6), String(lines).padStart(7))
  }

  const circles = importCircles(modules)
  console.log(`\n${circles.length} import circles`)
  for (const circle of circles) console.log(`  ${circle.join(', ')}`)
  return circles.length === 0
}

function closures(modules: ReadonlyMap<string, Module>): readonly (readonly [string, ReadonlySet<string>])[] {
  const host = closureOf(modules, ['host-sdk/src/createOpenKey.ts'])
  const widget = ['widget/src/main.tsx']
  const servers = ['playground/key-endpoint/createKeyEndpoint.ts', 'playground/node/createNode.ts']
  const onDemand = closureOf(modules, widget, { followsOnDemand: true })
  return [
    ['createOpenKey', host],
    ['first chunk of the widget', closureOf(modules, widget)],
    ['widget, all chunks', onDemand],
    ['key endpoint', closureOf(modules, servers.slice(0, 1))],
    ['node', closureOf(modules, servers.slice(1))],
    ['one sign-in: all of these', new Set([...host, ...onDemand, ...closureOf(modules, servers)])],
  ]
}

function countImporters(modules: ReadonlyMap<string, Module>): ReadonlyMap<string, number> {
  const counts = new Map<string, number>()
  for (const { imports } of modules.values()) {
    for (const path of new Set(imports.map(({ path }) => path))) counts.set(path, (counts.get(path) ?? 0) + 1)
  }
  return counts
}
