import { weakest } from '../../../cost/provenance.ts'
import { timesInterval } from '../../../money/projection.ts'
import { formatGivenShare, formatUsd, shareBeside } from '../../../figures.ts'
import type { IntervalRecord } from '../../../record/figure.ts'
import type { VolumeRecord } from '../../../record/money/volume.ts'
import type { Subject } from '../../../runs/subject.ts'
import { judgeMeterAbove } from '../../../verdicts/energy/meter-figure.ts'
import { judgeFact } from '../../../verdicts/fact.ts'
import { doubted, type Judgement } from '../../../verdicts/judgement.ts'
import type { Claim } from '../settled-claim.ts'
import type { ApiCost } from './api-cost.ts'
import { assumedWords, costDoubts, unknownDoubts } from './cost-doubts.ts'
import { costDegrees } from './cost-degrees.ts'
import { disputeDoubts, disputeWords } from './disputed-price.ts'
import { kindWords, type OwnCost, ownSide } from './own-cost.ts'
import { sampledSides } from './sampled-cost.ts'
import { savingWords } from './volume-words.ts'

/** Both sides of a saving, and what is claimed of it. */
export interface SavingAsked {
  readonly matcher: string
  readonly own: OwnCost
  readonly api: ApiCost
  /** 0 to 1. */
  readonly fraction: number
  readonly volume: VolumeRecord
  readonly alpha: number
}

/** The claim that a request of a run costs at least a share less than one of the other side. */
export function savingClaim(subject: Subject, asked: SavingAsked): Claim {
  const { matcher, fraction, volume, alpha } = asked
  const { own, api, doubts: sampleReasons } = sampledSides(subject, asked)
  const { record, accepted } = subject
  const { disputed, other } = api
  const judgeBy = (usd: number): Judgement => {
    const [interval, ownShare] = [
      timesInterval(api.interval, usd / api.usd),
      timesInterval(api.ownShare, api.usd / usd),
    ]
    return judgeSaving(own, { usd, interval, ownShare, ...(other && { other }) }, fraction, { subject, alpha })
  }
  const judged = judgeBy(api.usd)
  const doubts = [
    ...sampleReasons,
    ...(disputed === undefined ? [] : disputeDoubts(disputed, judged, judgeBy)),
    ...costDoubts(own, record, accepted),
    ...api.doubts(judged, own),
    // A cost that is only higher can make less of a saving, never more; tokens nobody counted are in neither cost.
    ...(judged.verdict !== 'pass' || own.basis === 'tokens' ? [] : unknownDoubts(own, accepted)),
  ]
  return {
    matcher,
    subject,
    ...(other === undefined ? {} : { other }),
    metric: 'cost',
    parts: own.parts,
    unit: '%',
    what: `${kindWords(own)}cost saving against ${api.what}`,
    relation: `at least ${formatGivenShare(fraction)}${api.against}`,
    threshold: Number((fraction * 100).toFixed(10)),
    judgement: doubted(judged, doubts),
    observed:
      `${shareBeside(1 - own.usd / api.usd, fraction)}: ` +
      `${formatUsd(own.usd)} against ${formatUsd(api.usd)} a request`,
    provenance: weakest([own.kind, ...api.provenances, record.provenance]),
    counted: own.basis === 'energy' ? 'readings' : judged.interval === null ? 'runs' : 'requests',
    money: { own: ownSide(subject, own, api.ownTokens), api: api.side, dispute: disputed?.dispute ?? null, volume },
    details: () => [
      own.words,
      api.words,
      savingWords(own.usd, api.usd, volume),
      ...(disputed === undefined ? [] : disputeWords(disputed)),
      ...(accepted.includes('assumed') ? assumedWords(own.parts) : []),
    ],
  }
}

/**
 * Judges a saving in per cent: of the same executions by the interval of the one cost over the other; else by the
 * intervals of both, each end beside the worse one of the other side; without any it is a fact.
 */
function judgeSaving(
  own: OwnCost,
  api: Pick<ApiCost, 'usd' | 'interval' | 'ownShare' | 'other'>,
  fraction: number,
  { subject, alpha }: { readonly subject: Subject; readonly alpha: number },
): Judgement {
  const { record } = subject
  const value = saved(own.usd, api.usd)
  const readings = own.basis === 'energy' ? (record.energy?.readings ?? 1) : record.requests.succeeded
  const degrees = costDegrees([
    { subject, basis: own.basis },
    ...(api.other === undefined ? [] : [{ subject: api.other, basis: api.other.record.cost?.basis }]),
  ])
  const share = own.basis === 'tokens' ? (api.ownShare ?? null) : null
  if (share !== null) {
    const paired: IntervalRecord = { ...share, low: endOf(share.high, 1), high: endOf(share.low, 1) }
    return judgeMeterAbove({ value, interval: paired, readings, degrees }, fraction * 100, alpha)
  }
  const confidence = own.interval?.confidence ?? api.interval?.confidence
  if (confidence === undefined) return judgeFact(value, 1 - own.usd / api.usd >= fraction)
  const [ours, theirs] = [own, api].map(({ usd, interval }): Pick<IntervalRecord, 'low' | 'high'> => {
    return interval ?? { low: usd, high: usd }
  })
  const between: IntervalRecord = {
    low: endOf(ours?.high, theirs?.low),
    high: endOf(ours?.low, theirs?.high),
    confidence,
  }
  return judgeMeterAbove({ value, interval: between, readings, degrees }, fraction * 100, alpha)
}

function saved(ownUsd: number, apiUsd: number): number {
  return (1 - ownUsd / apiUsd) * 100
}

/** An end of the interval of a saving; null where one of the two costs has none. */
function endOf(ownUsd: number | null | undefined, apiUsd: number | null | undefined): number | null {
  return typeof ownUsd === 'number' && typeof apiUsd === 'number' && apiUsd > 0 ? saved(ownUsd, apiUsd) : null
}
