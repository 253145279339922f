/** Names of the programs that may ask to be connected to an account, by their id (`client_id`, RFC 6749). */
export type Programs = Readonly<Record<string, string>>

/**
 * Programs known without configuration. Their names are shown to the person who approves, so that no program can choose
 * its own.
 */
export const defaultPrograms: Programs = { 'tinycloud-cli': 'TinyCloud command line' }

/** Returns the name of a program; its id, if it is no longer registered. */
export function programName(programs: Programs, id: string): string {
  return (Object.hasOwn(programs, id) ? programs[id] : undefined) ?? id
}
