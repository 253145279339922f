import { maxSqlTextBytes } from '../limits.ts'

/** A request body with as much costly content as the node reads. */
export type CostlyBody = { readonly name: string; readonly text: string }

/** Repeats a part until the body has its maximum size. */
function filled(start: string, part: string, end: string): string {
  const count = Math.floor((maxSqlTextBytes - start.length - end.length) / part.length)
  return start + part.repeat(count) + end
}

const query = '{"action":"query","sql":"","params":'

/** SQL bodies, by their costly part. All are rejected, except the list of bytes and the long text. */
export const costlySqlBodies: readonly CostlyBody[] = [
  { name: 'escaped quotes outside a string', text: filled('', '\\"', '') },
  { name: 'strings without commas', text: filled('[', '"a"', '') },
  { name: 'an unterminated string of escapes', text: filled('"', '\\\\', '') },
  { name: 'a long text', text: filled(`${query}["`, '\\"', '"]}') },
  { name: 'integers', text: filled(`${query}[`, '256,', '1]}') },
  { name: 'small integers', text: filled(`${query}[`, '1,', '1]}') },
  { name: 'a list of bytes', text: filled(`${query}[[`, '1,', '1]]}') },
  { name: 'texts', text: filled(`${query}[`, '"ab",', '1]}') },
  { name: 'objects', text: filled(`${query}[`, '{},', '1]}') },
  { name: 'statements', text: filled('{"action":"batch","statements":[', '{},', '1]}') },
  { name: 'schema', text: filled('{"action":"execute","sql":"","schema":[', '1,', '1]}') },
  { name: 'open lists', text: filled(query, '[', '') },
  { name: 'an integer of many digits', text: filled(`${query}[`, '9', ']}') },
  { name: 'a fraction of many digits', text: filled(`${query}[0.`, '9', ']}') },
  { name: 'unknown members', text: filled('{"action":"query"', ',"":1', '}') },
  { name: 'unknown actions', text: filled('{"action":"', 'q', '"}') },
]
