import { formatNumber } from '../../figures.ts'
import type { Check, CheckInput } from '../evidence/check.ts'

/** Milliseconds, and share of the server's own figure, by which ours may be below it. */
const belowMs = 1
const belowShare = 0.03
/** Share below from which a figure of ours cannot be of the same requests, or not of tokens. */
const invalidShare = 0.1
/** Share above: the network, HTTP on both sides and the client are in ours. */
const aboveShare = 0.2
/** Resolution of both clocks together, in milliseconds. */
const resolutionMs = 0.1

interface Compared {
  readonly metric: 'ttft' | 'tpot'
  readonly state: 'ok' | 'warning' | 'invalid'
  readonly words: string
}

/**
 * Compares our figures with the server's own, where its counters are of the very same requests: a server
 * cannot be slower than it looks from outside, unless what came was held back.
 */
export const serverClock: Check = ({ samples, end: { server }, metrics }: CheckInput) => {
  if (server === null) return null
  if (server.dropped !== null) {
    const message = `the server's own figures are left out: ${server.dropped}`
    return { id: 'server-clock', status: 'warning', protects: [], message }
  }
  if (server.requests === null || server.requests !== samples.length) return null
  const compared = [
    compare('ttft', metrics.ttft.mean, server.meanTtftMs),
    compare('tpot', metrics.tpot.mean, server.meanTpotMs),
  ].filter((each) => each !== null)
  if (compared.length === 0) return null
  const [invalid, apart] = [
    compared.filter(({ state }) => state === 'invalid'),
    compared.filter(({ state }) => state !== 'ok'),
  ]
  const status = invalid.length > 0 ? 'invalid' : apart.length > 0 ? 'warning' : 'ok'
  const told = (apart.length > 0 ? apart : compared).map(({ words }) => words).join('; ')
  const protects = (invalid.length > 0 ? invalid : compared).map(({ metric }) => metric)
  return { id: 'server-clock', status, protects, message: `${told}${status === 'ok' ? '' : `: ${remedy(apart)}`}` }
}

function compare(metric: 'ttft' | 'tpot', ours: number, theirs: number | null): Compared | null {
  if (theirs === null || theirs <= 0 || !Number.isFinite(ours)) return null
  const words = `${metric} ${formatNumber(ours)} ms, by the server's own count ${formatNumber(theirs)} ms (means)`
  const below = theirs - ours
  if (below > Math.max(resolutionMs, invalidShare * theirs)) return { metric, state: 'invalid', words }
  if (below > Math.max(belowMs, belowShare * theirs)) return { metric, state: 'warning', words }
  const above = -below > Math.max(belowMs, aboveShare * theirs)
  return { metric, state: above ? 'warning' : 'ok', words }
}

function remedy(apart: readonly Compared[]): string {
  return apart.some(({ metric, state }) => metric === 'tpot' && state === 'invalid')
    ? 'tokens came later than they were made, as where a parser holds back tool calls or structured output; ' +
        "judge latency, or read the server's own figures"
    : 'look for what stands between the server and this client, and for others that it serves'
}
