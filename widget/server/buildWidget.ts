import { fileURLToPath } from 'node:url'
import { build, type Plugin } from 'vite'

export type BuildWidgetOptions = {
  /** Folder for the built page. Its content is deleted first. */
  readonly outDir: string
}

/**
 * Builds the widget's page, and the page that connects programs. There is no development server, because one cannot run under the widget's own headers.
 *
 * @example
 * await buildWidget({ outDir: 'dist' })
 */
export async function buildWidget({ outDir }: BuildWidgetOptions): Promise<void> {
  await buildPage('index.html', { outDir, isFirst: true })
  await buildPage('device.html', { outDir, isFirst: false })
}

type PageBuild = BuildWidgetOptions & {
  /** Deletes what the folder contains. */
  readonly isFirst: boolean
}

/** Builds each page on its own, so that the second one adds nothing to the files of the first. */
async function buildPage(page: string, { outDir, isFirst }: PageBuild): Promise<void> {
  const prefix = isFirst ? '' : `${page.replace('.html', '')}-`
  const root = new URL('../', import.meta.url)
  await build({
    configFile: false,
    root: fileURLToPath(root),
    publicDir: false,
    logLevel: 'warn',
    plugins: [plainImports],
    resolve: { conditions: ['@openkey/source', 'module', 'browser', 'production'] },
    // Set explicitly: otherwise it depends on NODE_ENV, and a development build contains the source position of each
    // element.
    oxc: { jsx: { runtime: 'automatic', importSource: 'preact', development: false } },
    build: {
      outDir,
      emptyOutDir: isFirst,
      target: 'es2022',
      // The page's Content-Security-Policy forbids data URLs.
      assetsInlineLimit: 0,
      modulePreload: false,
      reportCompressedSize: false,
      rolldownOptions: {
        input: fileURLToPath(new URL(page, root)),
        // The Public Suffix List is one constant string with several uses. Inlining it at each use would double its
        // size.
        optimization: { inlineConst: false },
        output: {
          codeSplitting: { groups: stages },
          entryFileNames: `assets/${prefix}[name]-[hash].js`,
          chunkFileNames: `assets/${prefix}[name]-[hash].js`,
        },
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
  { name: 'first', test: /src[\\/](?:main|device)\.tsx$/, priority: 3 },
  { name: 'WelcomeScreen', test: /WelcomeScreen\.tsx$/, priority: 2 },
  { name: 'window', test: /[\\/](handover|joinPartition)\.ts$/, priority: 2 },
  { name: 'session', test: /browserSessionStore\.ts$/, priority: 2 },
  { name: 'review', test: /src[\\/](signIn|review)Chunk\.ts$/, priority: 1 },
]
