import { formatCount, formatDuration, formatNumber } from '../../figures.ts'
import type { Check } from '../evidence/check.ts'
import { type IsSlow, type Restarts, restartsAfterErrors, restartsAtTurns, waitOf } from '../evidence/restarts.ts'

/** Times the usual wait for the first token that the first request after a restart takes, at least. */
const slowFactor = 4
/** Milliseconds by which it is longer, at least. */
const slowMs = 20
/** Share of the requests that wait for a restart from which on the figures are those of the restart. */
const invalidShare = 0.05
/** Times as often as elsewhere that slow requests stand at such places, where these are to blame. */
const oftener = 3

interface Words {
  readonly what: string
  readonly remedy: string
}

const afterError: Words = {
  what: 'the server, or its runner, was started again in the middle: after an error',
  remedy: 'look into its log and its memory, and measure again',
}
const atTurn: Words = {
  what: 'the server loads its model anew for the turns of the comparison: at their start',
  remedy: 'have it keep both models in memory, or measure one after the other, without bench.compare',
}

/**
 * A server whose runner was started again in the middle, or that loads its model anew at each turn: the first token
 * after an error, or of a turn, takes four times as long as usual and more.
 */
export const restarted: Check = ({ header, samples, metrics }) => {
  const usual = metrics.ttft.n > 0 ? metrics.ttft.p50 : metrics.latency.p50
  if (!(usual > 0) || header.facts.target.kind === 'model') return null
  const isSlow: IsSlow = (request) => waitOf(request) >= Math.max(slowFactor * usual, usual + slowMs)
  const slow = samples.filter(isSlow).length
  if (slow === 0) return null
  const isRule = ({ places, found, waited }: Restarts): boolean =>
    found > (oftener * places * (slow - waited.length)) / samples.length
  const restarts = restartsAfterErrors(samples, isSlow)
  if (restarts.found > 0 && isRule(restarts)) return told(restarts, afterError)
  if (header.comparison === null) return null
  const turns = restartsAtTurns(samples, isSlow)
  return turns.found > 0 && isRule(turns) ? told(turns, atTurn) : null

  function told({ waited }: Restarts, { what, remedy }: Words): ReturnType<Check> {
    const longest = waited.reduce((most, request) => Math.max(most, waitOf(request)), 0)
    const count = `${formatCount(waited.length)} ${waited.length === 1 ? 'request' : 'requests'}`
    return {
      id: 'restarted',
      status: waited.length > invalidShare * samples.length ? 'invalid' : 'warning',
      protects: ['latency', 'response', 'ttft', 'throughput'],
      message:
        `${what} the first token took ${formatDuration(longest)}, ${formatNumber(longest / usual)} times the median ` +
        `(${count}, in every figure): ${remedy}`,
    }
  }
}
