import { defineConfig } from 'vitest/config'
import { LongestFirst } from './.ci/longestFirst.mjs'

const nodeConditions = ['@openkey/source', 'node', 'development|production']
const sourceConditions = [...nodeConditions, 'module']

/**
 * Test projects. `widget/server` and `playground/server` build the widget and the app, so that tests, `npm start` and
 * deployments share one build.
 */
export default defineConfig({
  resolve: { conditions: sourceConditions },
  ssr: { resolve: { conditions: sourceConditions } },
  oxc: { jsx: { runtime: 'automatic', importSource: 'preact' } },
  test: {
    // Files of one worker share imported modules, which keep no state.
    isolate: false,
    sequence: { sequencer: LongestFirst },
    projects: [
      {
        extends: true,
        test: {
          name: 'unit',
          environment: 'node',
          // A small machine has two cores.
          maxWorkers: 2,
          include: ['{protocol,host-sdk,widget,playground}/**/*.test.{ts,tsx}', '.ci/*.test.mjs'],
          // These limits only end a test that hangs.
          testTimeout: 300_000,
          hookTimeout: 300_000,
          expect: { poll: { timeout: 90_000 } },
        },
      },
      {
        extends: true,
        test: {
          name: 'e2e',
          environment: 'node',
          // Most end-to-end time is spent waiting for a browser.
          maxWorkers: 5,
          include: ['e2e/specs/**/*.spec.ts'],
          globalSetup: ['e2e/temporaryFolder.ts'],
          // These limits only end a test that hangs. They are generous, so that a slow machine fails none.
          testTimeout: 600_000,
          hookTimeout: 300_000,
          expect: { poll: { timeout: 90_000 } },
        },
      },
      {
        // Without the condition `module`, with which Node cannot load the client of S3.
        extends: false,
        resolve: { conditions: nodeConditions },
        ssr: { resolve: { conditions: nodeConditions } },
        test: {
          name: 'backends',
          environment: 'node',
          maxWorkers: 2,
          include: ['playground/**/*.backend.ts', 'e2e/backends/**/*.spec.ts'],
          globalSetup: ['e2e/temporaryFolder.ts'],
          // These limits only end a test that hangs.
          testTimeout: 600_000,
          hookTimeout: 300_000,
          expect: { poll: { timeout: 90_000 } },
        },
      },
      {
        extends: true,
        test: {
          name: 'frameworks',
          environment: 'node',
          maxWorkers: 1,
          include: ['e2e/frameworks/**/*.spec.ts'],
          globalSetup: ['e2e/temporaryFolder.ts'],
          // These limits only end a test that hangs.
          testTimeout: 600_000,
          hookTimeout: 600_000,
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
