import { spaceNames } from '../account/spaceNames.ts'

/** The twenty steps that the completion marker names, in this order. */
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
