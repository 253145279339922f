import { randomUUID } from 'node:crypto'

/** Creates the id of a request: 32 hexadecimal digits, carried by its response and by its lines in the log. */
export function createRequestId(): string {
  return randomUUID().replaceAll('-', '')
}
