import { volumeOf } from '../../../cost/declared/costing.ts'
import { notAllowed } from '../../../option-check/sentences.ts'
import { shown } from '../../../option-check/shown.ts'
import { plainName } from '../../../plain-text.ts'
import type { Clause } from '../../../objectives/objective-clauses.ts'
import type { Subject } from '../../../runs/subject.ts'
import { againstRecording } from '../../../verdicts/recorded/recording-words.ts'
import { runBeside } from '../measured-run.ts'
import type { CostChecked } from '../money/cost-schema.ts'
import { ownCost } from '../money/own-cost.ts'
import { pricedApi } from '../money/priced-api.ts'
import { runApi } from '../money/run-api.ts'
import { savingClaim } from '../money/saving-claim.ts'
import { clauseClaim } from '../objective-verdict.ts'
import { declaredScoreClaim } from '../quality/declared-score-claim.ts'
import { maintainedClaim } from '../quality/maintained-claim.ts'
import { scoredRun, scoreToJudge } from '../quality/scored-run.ts'
import type { Claim } from '../settled-claim.ts'
import type { KeptQuality } from './replace-claim.ts'
import type { ReplacedSide } from './replaced-side.ts'

const matcher = 'toReplace'

/** A part of a joint claim, by the name that it was asked for. */
export interface JointPart {
  readonly part: string
  readonly claim: Claim
}

/** The claim that a run is to replace another side, its arguments checked. */
export interface JointAsked {
  readonly received: unknown
  readonly subject: Subject
  readonly api: unknown
  readonly side: ReplacedSide
  readonly clauses: readonly Clause[]
  readonly saving: number | undefined
  readonly quality: KeptQuality | undefined
  readonly options: CostChecked
}

/** Number of parts that a joint claim has. */
export function partCount({ clauses, saving, quality }: JointAsked): number {
  return clauses.length + (saving === undefined ? 0 : 1) + (quality === undefined ? 0 : 1)
}

/**
 * Each part of a joint claim as a claim about the same run, judged at the same error rate.
 * @throws LlmBenchError where there is nothing to judge a part by, with the way out
 */
export function jointParts(asked: JointAsked, alpha: number): JointPart[] {
  const { subject, side, clauses, saving, quality } = asked
  const parts = [
    ...clauses.map((clause) => ({ part: partOf(clause), claim: clauseClaim(clause, subject, matcher, alpha) })),
    ...(saving === undefined ? [] : [{ part: 'saving', claim: savingPart(asked, saving, alpha) }]),
    ...(quality === undefined ? [] : [{ part: 'quality', claim: qualityPart(asked, quality, alpha) }]),
  ]
  // The whole says once which recording it is against.
  const against = side.subject === null ? '' : againstRecording(side.subject.record)
  return parts.map(({ part, claim }) => ({
    part,
    claim: { ...claim, relation: claim.relation.replace(against, '') },
  }))
}

function partOf(clause: Clause): string {
  return clause.kind === 'success-rate' ? 'successRate' : clause.metric
}

function savingPart({ subject, side, options }: JointAsked, fraction: number, alpha: number): Claim {
  const argument = `${matcher}(api, { saving })`
  const own = ownCost(matcher, subject, options.cost)
  const volume = volumeOf(options, subject.record.cost?.volume)
  if (side.subject === null && side.price === null) {
    throw notAllowed(argument, `${fraction} beside figures without a cost`, 'price or usdPerRequest with them')
  }
  const api =
    side.subject === null
      ? pricedApi(side.price as NonNullable<typeof side.price>, subject, matcher, argument)
      : runApi(subject, side.subject, { matcher, argument, cost: options.cost })
  return savingClaim(subject, { matcher, own, api, fraction, volume, alpha })
}

function qualityPart({ received, api, side, options }: JointAsked, { margin, of }: KeptQuality, alpha: number): Claim {
  const ours = scoredRun(received, matcher)
  const subject = { ...ours.subject, accepted: options.accept }
  const scored = { ...ours, subject }
  const name = scoreToJudge(ours, of, `${matcher}(api, { quality.of })`)
  const asked = { matcher, name, margin, alpha }
  if (side.subject !== null) return maintainedClaim(scored, scoredRun(api, `${matcher} (api)`, runBeside), asked)
  const score = Object.hasOwn(side.scores, name) ? side.scores[name] : undefined
  if (score !== undefined) return declaredScoreClaim(scored, { whose: side.record.name, score }, asked)
  throw notAllowed(
    `${matcher}(api, { quality })`,
    `a margin beside ${shown(plainName(side.record.name))}, which has no answers and declares no score ` +
      `"${plainName(name)}",`,
    'a run of the API, measured or replayed from a recording, or { name, scores }',
  )
}
