import { describeSessionStorage } from '../testing/describeSessionStorage.ts'
import { MemorySessionStorage } from './sessionStorage.ts'

describeSessionStorage('MemorySessionStorage', () => new MemorySessionStorage())
