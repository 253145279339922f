import { spaceNames } from '../account/account.ts'

/** The twenty steps in the order in which the completion marker lists them. */
export const stepIds: readonly string[] = [
  ...spaceNames.map((name) => `session:${name}`),
  ...spaceNames.map((name) => `host:${name}`),
  ...spaceNames.map((name) => `activate:${name}`),
  'account:index-schema',
  'account:seed-spaces',
  'account:seed-applications',
  'encryption:network-create',
  'secrets:secret-records-schema',
]
