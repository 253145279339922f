import { describe, expect, test } from 'vitest'
import { compileChecks } from './compileChecks.ts'
import { wireChecks } from './wireChecks.ts'

describe('compileChecks', () => {
  // `npm run generate` writes the files.
  test.for(wireChecks)('compiles the schemas to the checked-in $name', async (options) => {
    await expect(compileChecks(options)).toMatchFileSnapshot(`../generated/${options.name}.ts`)
  })
})
