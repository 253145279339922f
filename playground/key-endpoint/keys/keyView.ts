import type { key } from '../database/schema.ts'

export type KeyRow = typeof key.$inferSelect

/** A key as the API shows it. `publicKey` is the address: clients of the hosted API expect it so. */
export type KeyView = Pick<KeyRow, 'id' | 'address' | 'keyType' | 'keyIndex' | 'label' | 'archivedAt' | 'createdAt'> & {
  readonly publicKey: string
}

export function viewKey({ id, address, keyType, keyIndex, label, archivedAt, createdAt }: KeyRow): KeyView {
  return { id, address, publicKey: address, keyType, keyIndex, label, archivedAt, createdAt }
}
