export { type DeploymentConfig, parseDeploymentConfig } from '../src/domain/deploymentConfig.ts'
export { type BuildWidgetOptions, buildWidget } from './buildWidget.ts'
export { createWidgetServer, type WidgetServerOptions } from './createWidgetServer.ts'
export { type SecurityHeadersOptions, securityHeaders } from './securityHeaders.ts'
