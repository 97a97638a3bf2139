import { formatCount, formatDuration } from '../../../../src/figures.ts'
import { plainText } from '../../../../src/plain-text.ts'
import type { RequestLensRecord } from '../../../../src/record/lens/request-lens.ts'

/** One request in words: `slowest request 17: 0.4 ms until it was sent, first token after 12.1 ms, 41.2 ms in all`. */
export function lensWords({
  what,
  request,
  sentMs,
  connectMs,
  firstMs,
  endMs,
  chunks,
  failure,
}: RequestLensRecord): string {
  const opening = connectMs === null ? '' : `, of it ${formatDuration(connectMs)} for DNS, TCP and TLS`
  return [
    `${what} request ${formatCount(request)}: ${formatDuration(sentMs)} until it was sent${opening}`,
    ...(firstMs === null ? [] : [`first token ${formatDuration(firstMs - sentMs)} later`]),
    ...(chunks === 0 ? [] : [`${formatCount(chunks)} ${chunks === 1 ? 'chunk' : 'chunks'}`]),
    failure === null
      ? `${formatDuration(endMs - sentMs)} from sending to the end`
      : `failed (${plainText(failure)}) ${formatDuration(endMs - sentMs)} after it was sent`,
  ].join(', ')
}
