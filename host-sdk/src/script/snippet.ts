import { installStub } from './installStub.ts'

installStub(window)
