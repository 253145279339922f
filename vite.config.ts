import { defineConfig } from 'vitest/config'
import { LongestFirst } from './.ci/longestFirst.mjs'

const sourceConditions = ['@openkey/source', 'module', 'node', 'development|production']

/**
 * Test projects. The widget and the playground app are built by their own server modules
 * (`widget/server`, `playground/server`), so that tests, `npm start` and a deployment share one build.
 */
export default defineConfig({
  resolve: { conditions: sourceConditions },
  ssr: { resolve: { conditions: sourceConditions } },
  oxc: { jsx: { runtime: 'automatic', importSource: 'preact' } },
  test: {
    // Files of one worker share what they import; none of it keeps state that tests could disturb.
    isolate: false,
    sequence: { sequencer: LongestFirst },
    projects: [
      {
        extends: true,
        test: {
          name: 'unit',
          environment: 'node',
          // Two cores are what a small machine has.
          maxWorkers: 2,
          include: ['{protocol,host-sdk,widget,playground}/**/*.test.{ts,tsx}', '.ci/*.test.mjs'],
          testTimeout: 60_000,
          hookTimeout: 120_000,
        },
      },
      {
        extends: true,
        test: {
          name: 'e2e',
          environment: 'node',
          // Most end-to-end time is spent waiting for a browser.
          maxWorkers: 3,
          include: ['e2e/specs/**/*.spec.ts'],
          // None of these decides a test: they only end one that hangs, however slow the machine is.
          testTimeout: 300_000,
          hookTimeout: 300_000,
          expect: { poll: { timeout: 90_000 } },
        },
      },
      {
        extends: true,
        test: {
          name: 'engines',
          environment: 'node',
          maxWorkers: 2,
          include: ['e2e/engines/**/*.spec.ts'],
          testTimeout: 120_000,
          hookTimeout: 120_000,
        },
      },
    ],
  },
})
