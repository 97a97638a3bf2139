import type { IntervalRecord, RunRecord } from '../runs/record.ts'
import { defaultAlpha } from '../verdicts/judgement.ts'
import type { SettledClaim } from './claim.ts'
import { exactPercent, figure, printable } from './format.ts'

/**
 * What a person reads when a claim does not stand. The first line is the whole claim with what was
 * observed; the lines below say why, what to do, and what the figures rest on.
 */
export function messageOf(claim: SettledClaim): string {
  const { judgement, text, observed } = claim
  const first = `expected ${text}, observed ${observed} (${sampleWords(claim)}): ${judgement.verdict}`
  const unsettled = judgement.verdict === 'inconclusive' ? [unsettledWords(claim)] : []
  const { record } = claim.subject
  return [first, ...unsettled, ...claim.details(claim.negated), ...originWords(record)].join('\n')
}

function sampleWords(claim: SettledClaim): string {
  const { n, interval, floor } = claim.judgement
  if (floor === null) return 'n = 1, no interval'
  return `n = ${n}, ${interval === null ? 'no interval' : intervalWords(claim, interval, floor)}`
}

function intervalWords(claim: SettledClaim, interval: IntervalRecord, floor: number): string {
  const { n, observed } = claim.judgement
  const end = claim.end ?? figure
  const unit = claim.unit === '' ? '' : ` ${claim.unit}`
  const unbounded = n < floor ? `unbounded (needs ${floor})` : 'infinite'
  const low = interval.low === null ? null : end(interval.low)
  const high = interval.high === null ? null : end(interval.high)
  const name = `${exactPercent(interval.confidence)} interval`
  if (low !== null && high !== null) return `${name} ${low} to ${high}${unit}`
  const from = observed === Number.POSITIVE_INFINITY ? 'infinite' : 'unbounded'
  return `${name} ${low === null ? from : `${low}${unit}`} to ${high === null ? unbounded : `${high}${unit}`}`
}

function unsettledWords(claim: SettledClaim): string {
  const { n, counted } = { n: claim.judgement.n, counted: claim.counted }
  const confidence = exactPercent(1 - defaultAlpha)
  return `inconclusive: ${n} ${counted} do not settle this at ${confidence} confidence; ${wayOut(claim)}; ${policyWords(claim)}`
}

function wayOut(claim: SettledClaim): string {
  const { n, floor, needed, interval } = claim.judgement
  const { attempted } = claim.subject.record.requests
  const ask = (count: number): string =>
    n === attempted ? ` (bench option { requests: ${count} })` : ''
  if (floor !== null && n < floor) {
    return needed !== null && needed > floor
      ? `at least ${floor} are needed, about ${needed} if what was seen holds${ask(needed)}`
      : `at least ${floor} are needed${ask(floor)}`
  }
  if (needed !== null) return `about ${needed} would if what was seen holds${ask(needed)}`
  return interval === null
    ? 'the run is too short for an interval'
    : 'what was seen lies so near the limit that more would hardly tell'
}

function policyWords({ policy }: SettledClaim): string {
  const decided = {
    point: 'the point estimate decided',
    fail: 'what is not settled fails',
    pass: 'what is not settled passes',
  }
  return `${decided[policy]} (option inconclusive: '${policy}')`
}

function originWords(record: RunRecord): string[] {
  const synthetic = record.target.source === 'synthetic' || record.provenance === 'synthetic'
  const model = printable(record.target.model)
  const origin = `run "${printable(record.name)}" of ${model}${synthetic ? ' (synthetic weights)' : ''}`
  if (record.state === 'complete') return [origin]
  return [origin, `the run ended early${record.error === null ? '' : `: ${printable(record.error)}`}`]
}
