export { verifySigned } from './verifySigned.ts'
