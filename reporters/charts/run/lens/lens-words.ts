import { formatCount, formatDuration } from '../../../../src/figures.ts'
import { plainText } from '../../../../src/plain-text.ts'
import type { RequestLensRecord } from '../../../../src/record/lens/request-lens.ts'

/** One request in words: `slowest request 17: 0.4 ms until it was sent, first token after 12.1 ms, 41.2 ms in all`. */
export function lensWords({
  what,
  request,
  sentMs,
  connectMs,
  connect,
  firstMs,
  endMs,
  chunks,
  failure,
}: RequestLensRecord): string {
  const opening = connectMs === null ? '' : `, of it ${formatDuration(connectMs)} for ${openingWords(connect)}`
  return [
    `${what} request ${formatCount(request)}: ${formatDuration(sentMs)} until it was sent${opening}`,
    ...(firstMs === null ? [] : [`first token ${formatDuration(firstMs - sentMs)} later`]),
    ...(chunks === 0 ? [] : [`${formatCount(chunks)} ${chunks === 1 ? 'chunk' : 'chunks'}`]),
    failure === null
      ? `${formatDuration(endMs - sentMs)} from sending to the end`
      : `failed (${plainText(failure)}) ${formatDuration(endMs - sentMs)} after it was sent`,
  ].join(', ')
}

/** The parts of opening a connection; without their times in a report of an earlier version. */
function openingWords(connect: RequestLensRecord['connect'] | undefined): string {
  if (connect === null || connect === undefined) return 'DNS, TCP and TLS'
  const { dnsMs, tcpMs, tlsMs } = connect
  const tls = tlsMs === null ? '' : `, TLS ${formatDuration(tlsMs)}`
  return `a new connection (DNS ${formatDuration(dnsMs)}, TCP ${formatDuration(tcpMs)}${tls})`
}
