import { type CreateSiweMessageParameters, createSiweMessage } from 'viem/siwe'

/** Creates a SIWE message without a ReCap. */
export function plainMessage(fields: Partial<CreateSiweMessageParameters> = {}): string {
  const { domain = 'app.example' } = fields
  return createSiweMessage({
    address: '0x2c7536E3605D9C16a7a3D7b1898e529396a65c23',
    chainId: 1,
    domain,
    nonce: 'abcdefgh1234',
    uri: `https://${domain}/`,
    version: '1',
    ...fields,
  })
}
