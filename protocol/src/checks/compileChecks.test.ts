import { describe, expect, test } from 'vitest'
import { compileChecks } from './compileChecks.ts'
import { wireChecks } from './wireChecks.ts'

describe('compileChecks', () => {
  // `npx vitest run -u --project unit protocol/src/checks` writes the files anew.
  test.for(wireChecks)('writes $name as it stands', async (options) => {
    await expect(compileChecks(options)).toMatchFileSnapshot(`../generated/${options.name}.ts`)
  })
})
