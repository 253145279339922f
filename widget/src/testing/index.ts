export { pseudoCatalogue } from './pseudoCatalogue.ts'
