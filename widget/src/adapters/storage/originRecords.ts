import type { Origin } from '@openkey/protocol'
import { maxDeclines } from '../../domain/approval/declinePolicy.ts'
import type { ApprovedGrant, Grant } from '../../domain/approval/grant.ts'
import { type Approval, maxGrants, type OriginStore } from '../../ports/originStore.ts'

/** The stored data of one bound origin. */
export type OriginRecord = {
  readonly origin: Origin
  readonly lastKeyId?: string | undefined
  readonly approval?: Approval | undefined
  readonly approvedGrants?: readonly ApprovedGrant[] | undefined
  readonly declines?: readonly number[] | undefined
}

/** A place for the records of origins, and for the nonces of their messages. */
export type OriginRecords = Pick<OriginStore, 'claimNonce'> & {
  get(origin: Origin): Promise<OriginRecord | undefined>
  getAll(): Promise<readonly OriginRecord[]>
  /** Replaces a record, an empty one if there is none. No concurrent change is lost. */
  change(origin: Origin, toNext: (record: OriginRecord) => OriginRecord): Promise<void>
}

/** Keeps the data of origins in records, wherever these are. */
export function createOriginStore({ get, getAll, change, claimNonce }: OriginRecords): OriginStore {
  return {
    approval: async (origin) => (await get(origin))?.approval,

    approve: (origin, { grant, ...approval }) =>
      change(origin, (record) => ({
        ...record,
        lastKeyId: approval.keyId,
        approval,
        approvedGrants: addGrant(record.approvedGrants, grant, approval.approvedAt),
      })),

    grants: async (origin) => (await get(origin))?.approvedGrants ?? [],

    async approvedOrigins() {
      const approved = (await getAll()).flatMap(({ origin, approval, approvedGrants = [] }) =>
        approval === undefined ? [] : [{ origin, ...approval, grants: approvedGrants }],
      )
      return approved.sort((one, other) => other.approvedAt - one.approvedAt)
    },

    forget: (origin) => change(origin, ({ lastKeyId, declines }) => ({ origin, lastKeyId, declines })),

    lastKeyId: async (origin) => (await get(origin))?.lastKeyId,

    noteDecline: (origin, at) =>
      change(origin, (record) => ({ ...record, declines: [...(record.declines ?? []), at].slice(-maxDeclines) })),

    withdrawDecline: (origin, at) =>
      change(origin, (record) => ({ ...record, declines: record.declines?.filter((noted) => noted !== at) })),

    declines: async (origin) => (await get(origin))?.declines ?? [],

    claimNonce,
  }
}

/** Adds a grant that was approved at `approvedAt`. Replaces an equal one, and drops the oldest beyond the limit. */
function addGrant(
  known: readonly ApprovedGrant[] = [],
  grant: Grant | undefined,
  approvedAt: number,
): readonly ApprovedGrant[] {
  if (grant === undefined || grant.items.length === 0) return known
  return [...known.filter((other) => !isSame(other, grant)), { ...grant, approvedAt }].slice(-maxGrants)
}

function isSame(one: Grant, other: Grant): boolean {
  return one.lifetimeMs === other.lifetimeMs && one.items.join() === other.items.join()
}
