export { createTestOpenKey, type TestOpenKey, type TestOpenKeyOptions } from './createTestOpenKey.ts'
export type { TestRequest, TestUser } from './testUser.ts'
