import { fileURLToPath } from 'node:url'
import { build, type Plugin } from 'vite'

export type BuildWidgetOptions = {
  /** Emptied first. */
  readonly outDir: string
}

/** Builds the widget's page. There is no development server: it could not run under the widget's own headers. */
export async function buildWidget({ outDir }: BuildWidgetOptions): Promise<void> {
  await build({
    configFile: false,
    root: fileURLToPath(new URL('..', import.meta.url)),
    publicDir: false,
    logLevel: 'warn',
    plugins: [plainImports],
    resolve: { conditions: ['@openkey/source', 'module', 'browser', 'production'] },
    // Said here, or it depends on the process that builds: the other form tells where each element stands in the source.
    oxc: { jsx: { runtime: 'automatic', importSource: 'preact', development: false } },
    build: {
      outDir,
      emptyOutDir: true,
      target: 'es2022',
      // What is inlined as a data URL is refused by the policy of the page.
      assetsInlineLimit: 0,
      modulePreload: false,
      reportCompressedSize: false,
      rolldownOptions: {
        // The Public Suffix List is one constant string with several uses. Inlining it at each use would double its size.
        optimization: { inlineConst: false },
        output: { codeSplitting: { groups: stages } },
      },
    },
  })
}

/**
 * Leaves `import()` as it is. Vite wraps each one in a helper that fetches style sheets and preloads files. The widget has one
 * style sheet and preloads nothing, so the helper would only add to the first file.
 */
const plainImports: Plugin = {
  name: 'plain-imports',
  enforce: 'pre',
  load: (id) => (id === '\0vite/preload-helper.js' ? 'export const __vitePreload = (load) => load()' : undefined),
}

/** One file for each stage of a visit, with everything that earlier stages lack: fewer requests, better compression. */
const stages = [
  { name: 'first', test: /src[\\/]main\.tsx$/, priority: 3 },
  { name: 'WelcomeScreen', test: /WelcomeScreen\.tsx$/, priority: 2 },
  { name: 'window', test: /[\\/](handover|joinPartition)\.ts$/, priority: 2 },
  { name: 'session', test: /browserSessionStore\.ts$/, priority: 2 },
  { name: 'review', test: /src[\\/](signIn|review)Chunk\.ts$/, priority: 1 },
]
