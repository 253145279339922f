export { type OpenKeyConnectorOptions, openKey } from './openKeyConnector.ts'
