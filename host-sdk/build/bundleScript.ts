import { build } from 'vite'
import { repository } from './repository.ts'
import { sourcemapPathTransform } from './sourcemapPathTransform.ts'

export type BundledScript = { readonly code: string; readonly map: string | undefined }

/** One classic script of a module of `src/`, minified, all it needs included. */
export async function bundleScript(source: string, banner?: string): Promise<BundledScript> {
  const built = await build({
    configFile: false,
    root: `${repository}host-sdk`,
    publicDir: false,
    logLevel: 'warn',
    resolve: { conditions: ['@openkey/source', 'module', 'browser', 'production'] },
    build: {
      write: false,
      target: 'es2022',
      sourcemap: banner === undefined ? false : 'hidden',
      rollupOptions: {
        input: `${repository}host-sdk/src/${source}`,
        output: { format: 'iife', codeSplitting: false, sourcemapPathTransform, ...(banner && { postBanner: banner }) },
      },
      modulePreload: { polyfill: false },
      reportCompressedSize: false,
    },
  })
  const [chunk] = [built].flat().flatMap((result) => ('output' in result ? result.output : []))
  if (chunk?.type !== 'chunk') throw new Error(`${source} is no script.`)
  return { code: chunk.code.trim(), map: chunk.map?.toString() }
}
