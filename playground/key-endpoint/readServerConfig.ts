import { checkReplica } from './checkOptions.ts'
import type { KeyEndpointOptions } from './keyEndpointOptions.ts'
import { createWebhookMail } from './mail/webhookMail.ts'
import { StartError } from './startError.ts'

export type Environment = Readonly<Record<string, string | undefined>>

/** Configuration of a key endpoint that runs as a process. */
export type ServerConfig = {
  readonly address: string
  readonly port: number
  /** Port of the metrics. @default none are served */
  readonly metricsPort: number | undefined
  /** Address of the proxy whose `X-Forwarded-For` names the client. @default none */
  readonly trustedProxy: string | undefined
  readonly logLevel: 'normal' | 'debug'
  readonly options: KeyEndpointOptions
}

/**
 * Reads the configuration of a key endpoint from variables. Those of the bootstrap are read by the endpoint itself.
 * @throws {StartError} `configuration_invalid` naming the variable
 */
export function readServerConfig(env: Environment): ServerConfig {
  const optional = (name: string) => env[name] || undefined
  const required = (name: string, expected: string) => optional(name) ?? invalid(name, expected)
  const oneOf = <const Value extends string>(name: string, values: readonly [Value, ...Value[]]): Value => {
    const text = optional(name) ?? values[0]
    return values.find((value) => value === text) ?? invalid(name, values.join(' or '))
  }
  const number = (name: string, [from, to]: readonly [number, number]) => {
    const text = optional(name)
    if (text === undefined) return undefined
    const value = /^\d{1,5}$/.test(text) ? Number(text) : Number.NaN
    return value >= from && value <= to ? value : invalid(name, `a number from ${from} to ${to}`)
  }

  const databaseUrl = optional('DATABASE_URL')
  const sealingSecret = optional('OPENKEY_SEALING_SECRET')
  if (databaseUrl !== undefined) checkReplica({ databaseUrl, sealingSecret })
  const environment = oneOf('OPENKEY_ENVIRONMENT', ['production', 'development'])
  const mailUrl = optional('OPENKEY_MAIL_URL')
  if (mailUrl !== undefined && !URL.canParse(mailUrl)) invalid('OPENKEY_MAIL_URL', 'a URL')
  const widgetOrigin = required('OPENKEY_WIDGET_ORIGIN', 'an origin, for example https://openkey.example')
  return {
    address: optional('OPENKEY_ADDRESS') ?? '127.0.0.1',
    port: number('OPENKEY_KEY_ENDPOINT_PORT', [0, 65_535]) ?? 5_175,
    metricsPort: number('OPENKEY_METRICS_PORT', [0, 65_535]),
    trustedProxy: optional('OPENKEY_TRUSTED_PROXY'),
    logLevel: oneOf('OPENKEY_LOG_LEVEL', ['normal', 'debug']),
    options: {
      dataDir: optional('OPENKEY_DATA_DIR') ?? './data/key-endpoint',
      databaseUrl,
      maxConnections: number('OPENKEY_DATABASE_CONNECTIONS', [2, 1_000]),
      publicUrl: required('OPENKEY_PUBLIC_URL', 'a URL, for example https://api.openkey.example'),
      widgetOrigin,
      rpId: optional('OPENKEY_RP_ID') ?? (URL.canParse(widgetOrigin) ? new URL(widgetOrigin).hostname : ''),
      environment,
      sealingSecret,
      previousSealingSecret: optional('OPENKEY_SEALING_SECRET_PREVIOUS'),
      dpop: oneOf('OPENKEY_DPOP', ['required', 'off']),
      approval: oneOf('OPENKEY_APPROVAL', ['optional', 'required']),
      bootstrap: {},
      ...(mailUrl !== undefined && {
        mail: createWebhookMail({ url: mailUrl, token: optional('OPENKEY_MAIL_TOKEN') }),
      }),
    },
  }
}

function invalid(name: string, expected: string): never {
  // The value may be a secret.
  throw new StartError('configuration_invalid', `Invalid ${name}: expected ${expected}.`)
}
