'use client'
import { createOpenKey } from '@openkey/host-sdk'
import { getCsrfToken, signIn } from 'next-auth/react'
import { useState } from 'react'
import { getAddress } from 'viem'
import { createSiweMessage } from 'viem/siwe'

const openkey = createOpenKey({ widgetUrl: process.env.NEXT_PUBLIC_OPENKEY_WIDGET_URL, appName: 'Notes' })

export function SignIn() {
  const [status, setStatus] = useState('')

  async function signInWithOpenKey() {
    const account = await openkey.connect()
    const { host: domain, origin: uri } = location
    const siwe = createSiweMessage({
      address: getAddress(account.address),
      domain,
      uri,
      chainId: account.chainId,
      version: '1',
      nonce: await getCsrfToken(),
      expirationTime: new Date(Date.now() + 10 * 60_000),
    })
    const { message, signature } = await openkey.signSiwe({ message: siwe })
    const { error } = await signIn('openkey', { message, signature, redirect: false })
    setStatus(error ? 'The sign-in is invalid. Try again.' : `Signed in as ${account.address}`)
  }

  return (
    <>
      <button type="button" onClick={() => signInWithOpenKey().catch(({ message }) => setStatus(message))}>
        Sign in with OpenKey
      </button>
      <p role="status">{status}</p>
    </>
  )
}
