/** Full names of a service's verbs: `tinycloud.kv/get`. A verb that is in full already stays so. */
export function fullAbilities(service: string, verbs: readonly string[]): readonly string[] {
  return verbs.map((verb) => (verb.includes('/') ? verb : `tinycloud.${service}/${verb}`))
}
