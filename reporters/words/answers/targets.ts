import { formatCount } from '../../../src/figures.ts'
import type { ClaimRecord, Verdict } from '../../../src/record/claim.ts'
import type { Report } from '../../../src/record/report.ts'
import { claimText, decisiveClaims, outcomeOf, type PlacedClaim } from '../claims.ts'
import { observedText, underText } from './claim-sentence.ts'

/** Subjects of claims, in the order in which a reader asks. */
const areas = ['Latency', 'Load', 'Cost', 'Quality', 'Replacement', 'Energy', 'Memory and device', 'Other'] as const

type Area = (typeof areas)[number]

/** Areas that a report says of that nothing was claimed about them. */
const asked: readonly Area[] = ['Latency', 'Load', 'Cost', 'Quality']

const areaOf: Readonly<Record<string, Area>> = {
  toMeetSLO: 'Load',
  toHaveGoodputAbove: 'Load',
  toHaveSuccessRateAbove: 'Load',
  toHaveThroughputAbove: 'Load',
  toSustain: 'Load',
  toSaveCostVs: 'Cost',
  toCostLessThan: 'Cost',
  toScoreAtLeast: 'Quality',
  toHaveQualityAbove: 'Quality',
  toMaintainQualityVs: 'Quality',
  toHavePerplexityBelow: 'Quality',
  toHaveKLDivergenceBelow: 'Quality',
  toHaveAcceptanceAbove: 'Load',
  toReplace: 'Replacement',
  toUseLessEnergyThan: 'Energy',
  toFitInMemory: 'Memory and device',
  toRunOn: 'Memory and device',
  toHaveP50Below: 'Latency',
  toHaveP90Below: 'Latency',
  toHaveP95Below: 'Latency',
  toHaveP99Below: 'Latency',
  toHavePercentileBelow: 'Latency',
  toHaveMeanBelow: 'Latency',
  toLoadWithin: 'Latency',
  toSwitchWithin: 'Latency',
  toNotRegressFrom: 'Latency',
  toOutperform: 'Latency',
  toBeEquivalentTo: 'Latency',
  toSlowDownBy: 'Latency',
  toBeBest: 'Latency',
}

/** The claims about one thing. */
export interface TargetRow {
  readonly area: string
  readonly verdict: Verdict
  /** Claims in words: `17 met, 1 missed, 2 open`. */
  readonly counted: string
  /** The claim that failed or is open first, else the one nearest to its limit. */
  readonly nearest: string
}

/** Whether what was asked for is met, a row for each thing that claims were made about. */
export function targetRows(report: Report): TargetRow[] {
  const byArea = Map.groupBy(decisiveClaims(report), ({ claim }) => areaOf[claim.matcher] ?? 'Other')
  return areas.flatMap((area) => {
    const claims = byArea.get(area) ?? []
    return claims.length === 0 ? [] : [rowOf(area, claims)]
  })
}

/** The things that nothing was claimed about, in words; null where there is none. */
export function unclaimedWords(report: Report): string | null {
  const seen = new Set(targetRows(report).map(({ area }) => area))
  const missing = asked.filter((area) => !seen.has(area))
  return missing.length === 0 ? null : `Nothing was claimed about ${missing.join(', ').toLowerCase()}.`
}

function rowOf(area: Area, claims: readonly PlacedClaim[]): TargetRow {
  const outcomes = claims.map(({ claim }) => outcomeOf(claim))
  const count = (outcome: Verdict): number => outcomes.filter((each) => each === outcome).length
  const [met, missed, open] = [count('pass'), count('fail'), count('inconclusive')]
  return {
    area,
    verdict: missed > 0 ? 'fail' : open > 0 ? 'inconclusive' : 'pass',
    counted: [
      `${formatCount(met)} met`,
      ...(missed === 0 ? [] : [`${formatCount(missed)} missed`]),
      ...(open === 0 ? [] : [`${formatCount(open)} open`]),
    ].join(', '),
    nearest: nearestText(claims),
  }
}

function nearestText(claims: readonly PlacedClaim[]): string {
  const [nearest] = claims.toSorted((one, other) => rank(one) - rank(other))
  if (nearest === undefined) return ''
  const under = underText(nearest.claim)
  const seen = `${claimText(nearest.claim)}: ${observedText(nearest)}`
  return `${nearest.subject}: ${seen}${under === null ? '' : `, ${under}`}`
}

/** Lowest of a claim that failed, then of one that is open; of those that passed by the room to their limit. */
function rank({ claim }: PlacedClaim): number {
  const outcome = outcomeOf(claim)
  if (outcome !== 'pass') return outcome === 'fail' ? -2 : -1
  return roomOf(claim)
}

function roomOf({ observed, threshold }: ClaimRecord): number {
  if (typeof observed !== 'number' || typeof threshold !== 'number') return Infinity
  const room = Math.abs(Math.log(Math.abs(observed) / Math.abs(threshold)))
  return Number.isNaN(room) ? Infinity : room
}
