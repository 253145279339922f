import { fileURLToPath } from 'node:url'
import { build, type Plugin } from 'vite'

export type BuildWidgetOptions = {
  /** Folder for the built page. Its content is deleted first. */
  readonly outDir: string
}

/**
 * Builds the widget's page. There is no development server, because one cannot run under the widget's own headers.
 *
 * @example
 * await buildWidget({ outDir: 'dist' })
 */
export async function buildWidget({ outDir }: BuildWidgetOptions): Promise<void> {
  await build({
    configFile: false,
    root: fileURLToPath(new URL('..', import.meta.url)),
    publicDir: false,
    logLevel: 'warn',
    plugins: [plainImports],
    resolve: { conditions: ['@openkey/source', 'module', 'browser', 'production'] },
    // Set explicitly: otherwise it depends on NODE_ENV, and a development build contains the source position of each
    // element.
    oxc: { jsx: { runtime: 'automatic', importSource: 'preact', development: false } },
    build: {
      outDir,
      emptyOutDir: true,
      target: 'es2022',
      // The page's Content-Security-Policy forbids data URLs.
      assetsInlineLimit: 0,
      modulePreload: false,
      reportCompressedSize: false,
      rolldownOptions: {
        // The Public Suffix List is one constant string with several uses. Inlining it at each use would double its
        // size.
        optimization: { inlineConst: false },
        output: { codeSplitting: { groups: stages } },
      },
    },
  })
}

/**
 * Leaves `import()` as it is. Vite wraps each one in a helper that fetches style sheets and preloads files. The widget
 * has one style sheet and preloads nothing, so the helper would only add to the first file.
 */
const plainImports: Plugin = {
  name: 'plain-imports',
  enforce: 'pre',
  load: (id) => (id === '\0vite/preload-helper.js' ? 'export const __vitePreload = (load) => load()' : undefined),
}

/**
 * One file per stage of a visit, with everything that earlier stages do not contain: fewer requests, better
 * compression.
 */
const stages = [
  { name: 'first', test: /src[\\/]main\.tsx$/, priority: 3 },
  { name: 'WelcomeScreen', test: /WelcomeScreen\.tsx$/, priority: 2 },
  { name: 'window', test: /[\\/](handover|joinPartition)\.ts$/, priority: 2 },
  { name: 'session', test: /browserSessionStore\.ts$/, priority: 2 },
  { name: 'review', test: /src[\\/](signIn|review)Chunk\.ts$/, priority: 1 },
]
