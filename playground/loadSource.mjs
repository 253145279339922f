import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { isBuiltin } from 'node:module'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath, pathToFileURL } from 'node:url'
import { build } from 'vite'

/**
 * Imports a TypeScript module.
 * @param {URL} url of the module
 * @returns {Promise<any>} its exports
 */
export async function loadSource(url) {
  const code = await bundleSource(url)
  const folder = await mkdtemp(join(tmpdir(), 'openkey-source-'))
  const file = join(folder, 'source.mjs')
  try {
    await writeFile(file, code)
    return await import(pathToFileURL(file).href)
  } finally {
    await rm(folder, { recursive: true })
  }
}

/**
 * Bundles a TypeScript module and the sources of this repository that it imports. Packages stay in `node_modules`. Node
 * 20 cannot strip types, and its loaders take twice as long.
 * @param {URL} url of the module
 * @returns {Promise<string>} a module that works in any folder
 */
export async function bundleSource(url) {
  // By default Vite sets NODE_ENV to production for the whole process.
  process.env.NODE_ENV ??= 'development'
  const conditions = ['@openkey/source', 'node']
  const { output } = await build({
    configFile: false,
    logLevel: 'warn',
    root: fileURLToPath(new URL('.', url)),
    plugins: [externalPackages, sourceUrls],
    resolve: { conditions, mainFields: [] },
    ssr: { noExternal: true, resolve: { conditions } },
    build: {
      ssr: fileURLToPath(url),
      write: false,
      minify: false,
      target: 'node20',
      rolldownOptions: { output: { codeSplitting: false } },
    },
  })
  return output[0].code
}

/** Resolves packages from the module that imports them, because the bundle lies in another folder. */
const externalPackages = {
  name: 'openkey:external-packages',
  enforce: 'pre',
  async resolveId(id, importer) {
    if (importer === undefined || /^[./]|^@openkey\//.test(id) || isBuiltin(id)) return null
    const found = await this.resolve(id, importer, { skipSelf: true })
    return found && { id: pathToFileURL(found.id).href, external: true }
  },
}

/** Makes `import.meta.url` the URL of the source, so that modules find the files next to them. */
const sourceUrls = {
  name: 'openkey:source-urls',
  enforce: 'pre',
  transform: (code, id) => code.replaceAll('import.meta.url', JSON.stringify(pathToFileURL(id).href)),
}
