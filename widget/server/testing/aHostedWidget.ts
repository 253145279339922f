import { parseOrigin } from '@openkey/protocol'
import type { HostedWidget } from '../hosting/hostedWidget.ts'

/** A deployment as small as it can be; parts of it are replaced. */
export function aHostedWidget(parts: Partial<HostedWidget> = {}): HostedWidget {
  return {
    config: {
      keyEndpointUrl: 'https://api.openkey.example',
      chains: [1],
      maxSessionLifetimeMs: 1_000,
      embedding: { allow: 'any' },
      build: 'test',
    },
    origin: parseOrigin('https://openkey.example'),
    root: '/srv/openkey/site',
    ...parts,
  }
}

/** Two values are long; `securityHeaders.test.ts` has them in full. */
export function withoutLongValues(text: string): string {
  return text
    .replace(/default-src 'none';[^"\n]+/g, '<policy>')
    .replace(/publickey-credentials-get=[^"\n]+/g, '<features>')
}
