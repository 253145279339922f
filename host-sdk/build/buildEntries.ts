import { join } from 'node:path'
import { build } from 'vite'
import { entriesOf, isInstalled, type Manifest, type PackageName, programsOf, readManifest } from './manifest.ts'
import { repository, sourcemapPathTransform } from './repository.ts'

export type BuildEntriesOptions = {
  readonly name: PackageName
  /** Its dependencies and peer dependencies are imported; everything else is bundled. */
  readonly published: Manifest
  /** Emptied first. */
  readonly outDir: string
}

/** Builds the modules and programs of a package: ES2022, readable, with source maps. */
export async function buildEntries({ name, published, outDir }: BuildEntriesOptions): Promise<void> {
  const root = join(repository, name)
  const manifest = readManifest(name)
  const modules = [...entriesOf(manifest).filter(({ isModule }) => isModule), ...programsOf(manifest)]
  await build({
    configFile: false,
    root,
    publicDir: false,
    logLevel: 'warn',
    resolve: { conditions: ['@openkey/source', 'module', 'browser', 'production'] },
    build: {
      outDir,
      emptyOutDir: true,
      target: 'es2022',
      minify: false,
      sourcemap: true,
      reportCompressedSize: false,
      lib: {
        entry: Object.fromEntries(modules.map(({ source, output }) => [output, join(root, source)])),
        formats: ['es'],
      },
      rollupOptions: {
        external: (id) => id.startsWith('node:') || isInstalled(published, id),
        output: {
          entryFileNames: '[name].js',
          chunkFileNames: 'chunks/[name]-[hash].js',
          banner: `/*! ${published.name} ${published.version}, MIT */`,
          sourcemapPathTransform,
        },
      },
    },
  })
}
