import { maxBodyBytes } from '../http/readBody.ts'

/** Repeats a part until the body has its maximum size. */
function filled(start: string, part: string, end: string): string {
  return start + part.repeat(Math.floor((maxBodyBytes - start.length - end.length) / part.length)) + end
}

const response = '"id":"a","rawId":"a","type":"public-key"'
/** Bodies of the maximum size, by their costly part. */
export const costlyBodies = [
  ['nested lists', filled('', '[', '')],
  ['values', filled('[', '1,', '1]')],
  ['objects', filled('[', '{},', '1]')],
  ['members', `{${Array.from({ length: 18_000 }, (_, index) => `"k${index}":1`).join(',')}}`],
  ['transports', filled(`{"challengeToken":"a","response":{${response},"response":{"transports":[`, '1,', '1]}}}')],
  ['a long id', filled('{"challengeToken":"a","response":{"id":"', 'a', '"}}')],
  ['a long address', filled('{"type":"sign-in","email":"', 'a.', '@a.b"}')],
  ['a domain of many labels', filled('{"type":"sign-in","email":"a@', 'ü.', 'b"}')],
  ['a message', filled(`{"approval":{"response":{${response},"response":{}}},"message":"`, '\\n', '"}')],
  ['a long token', filled('{"challengeToken":"', 'a', '"}')],
  ['extension results', filled('{"challengeToken":"a","response":{"clientExtensionResults":[', '[],', '1]}}')],
] as const

const names = Array.from({ length: 50_000 }, (_, index) => `${index.toString(36)}=`)

/** Forms of the maximum size, by their costly part. */
export const costlyForms = [
  ['names', names.join('&').slice(0, maxBodyBytes)],
  ['one name', filled('', 'a=1&', 'b=')],
  ['separators', filled('', '&', '')],
  ['escapes', filled('client_id=', '%C3', '')],
  ['a long value', filled('client_id=', 'a', '')],
] as const
