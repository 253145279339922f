/**
 * Size up to which a body is read in one piece, in a quarter of the time that a stream takes. Its memory is reserved
 * before it arrives, so stalled uploads on all connections together hold 8 MiB.
 */
const pieceBytes = 8_192

/**
 * Reads a body with a short `content-length`.
 * @param reserve called with the number of bytes before they are taken from memory. Returns false to refuse them
 * @returns `too_large` for a body longer than that, `busy` if memory was refused, `undefined` for any other body, which
 * the caller reads as a stream
 */
export async function readPiece(
  request: Request,
  reserve: (bytes: number) => boolean,
): Promise<Uint8Array | 'too_large' | 'busy' | undefined> {
  const declaredBytes = Number(request.headers.get('content-length') ?? Number.NaN)
  if (!(declaredBytes >= 0 && declaredBytes <= pieceBytes)) return undefined
  if (!reserve(declaredBytes)) return 'busy'
  const body = new Uint8Array(await request.arrayBuffer())
  return body.length > declaredBytes ? 'too_large' : body
}
