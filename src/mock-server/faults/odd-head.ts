/**
 * The head of an answer as some servers and proxies write it, and every client reads it: no reason phrase, lines
 * that end in LF, a folded one, one without a colon, and the framing said twice.
 */
export function withOddHead(bytes: Buffer): Buffer {
  const end = bytes.indexOf('\r\n\r\n')
  const head = bytes
    .toString('latin1', 0, end)
    .replace(/^(HTTP\/1\.1 \d{3})[^\r]*/, '$1')
    .replace(/^(transfer-encoding|content-length): .*$/m, '$&\r\n$&')
    .replaceAll('\r\n', '\n')
  return Buffer.concat([
    Buffer.from(`${head}\nX-Folded : one\n\tand more\nnonsense\n\n`, 'latin1'),
    bytes.subarray(end + 4),
  ])
}
