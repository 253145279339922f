import { useState } from 'preact/hooks'
import type { PortableDelegation, TinyCloudWeb } from '../../web-sdk/index.ts'
import type { AppConfig } from '../appConfig.ts'
import { DelegationCard } from './DelegationCard.tsx'
import { UseDelegationCard } from './UseDelegationCard.tsx'

type DelegationCardsProps = { readonly config: AppConfig; readonly tinycloud: TinyCloudWeb }

/** Delegates from the user of this page to another user, and from another user to this one. */
export function DelegationCards({ config, tinycloud }: DelegationCardsProps) {
  const [secondUser, setSecondUser] = useState<TinyCloudWeb>()
  const [created, setCreated] = useState<PortableDelegation>()
  return (
    <>
      <DelegationCard {...{ config, tinycloud, secondUser, created }} onUser={setSecondUser} onCreated={setCreated} />
      <UseDelegationCard {...{ tinycloud, secondUser, created }} />
    </>
  )
}
