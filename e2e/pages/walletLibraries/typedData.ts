/** A permit, as pages that mean no good ask for it. */
export const typedData = {
  domain: { name: 'Token', chainId: 1 },
  types: { Permit: [{ name: 'spender', type: 'address' }] },
  primaryType: 'Permit',
  message: { spender: '0x19E7E376E7C213B7E7e7e46cc70A5dD086DAff2A' },
} as const
