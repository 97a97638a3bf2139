/** Types of the frames a server of HTTP/2 may begin with: SETTINGS and GOAWAY (RFC 9113, 3.4). */
const firstFrames: ReadonlySet<string> = new Set(['\u0004', '\u0007'])
const shortestFrame = 4
/** Beginnings of an alert and of a handshake (RFC 8446, 5.1). */
const tlsRecords: readonly string[] = ['\u0015\u0003', '\u0016\u0003']

/** The protocol that the first bytes of an answer are of, as a reason; null while they may be HTTP/1.1. */
export function foreignProtocol(text: string): string | null {
  const opening = text.slice(0, 5)
  if (opening === 'HTTP/') {
    const version = /^HTTP\/([2-9](?:\.\d)?)/.exec(text)?.[1]
    return version === undefined ? null : `the answer is HTTP/${version}, not HTTP/1.1`
  }
  if ('HTTP/'.startsWith(opening)) return null
  if (text.startsWith('\0')) {
    // The length of a frame comes first.
    if (text.length < shortestFrame) return null
    if (firstFrames.has(text[3] ?? '')) return 'the server answers in HTTP/2 only, not HTTP/1.1'
  }
  if (tlsRecords.some((record) => text.startsWith(record))) return 'the answer is TLS, not HTTP/1.1'
  return 'the answer is not HTTP/1.1'
}
