import { weakest } from '../../../cost/provenance.ts'
import { figureBeside, formatConfidence, formatCount, formatGivenShare, formatNumber } from '../../../figures.ts'
import type { ParsedObjective } from '../../../objectives/objective-clauses.ts'
import { plainName } from '../../../plain-text.ts'
import type { TaggedCell } from '../../../runs/cells/siblings.ts'
import { siblingsTag } from '../../../runs/cells/siblings.ts'
import type { Subject } from '../../../runs/subject.ts'
import type { Acceptable } from '../../../verdicts/acceptable.ts'
import { allHold } from '../../../verdicts/conjunction.ts'
import { doubtsAbout, inRun } from '../../../verdicts/doubts.ts'
import {
  type BestLevels,
  bestLevels,
  judgeBest,
  type Meets,
  type Rival,
} from '../../../verdicts/launches/judge-best.ts'
import { measuredRun } from '../measured-run.ts'
import { inDoubt } from '../in-doubt.ts'
import { clauseClaim } from '../objective-verdict.ts'
import type { Claim } from '../settled-claim.ts'
import { type BestFigure, estimateOf } from './best-of.ts'
import { energyDoubts, energyProvenance } from './energy-grounds.ts'

/** A claim of the best configuration, as it was asked. */
export interface AskedBest {
  readonly matcher: string
  readonly figure: BestFigure
  /** Condition that a configuration must meet to count; null for none. */
  readonly where: ParsedObjective | null
  readonly within: number
  readonly alpha: number
  readonly accepted: readonly Acceptable[]
}

/** A configuration with its run. */
interface Candidate {
  readonly name: string
  readonly subject: Subject
}

/**
 * The claim that a configuration is the best of its sweep.
 * @throws LlmBenchError `not-measured` as other matchers do
 */
export function bestClaim(cell: TaggedCell, asked: AskedBest): Claim {
  const { matcher, figure, where, within, accepted } = asked
  const { cells, missing } = cell[siblingsTag]
  const broken = new Set(missing.flatMap(({ name, state }) => (state === 'failed' ? [name] : [])))
  const candidateOf = ({ name, run }: { name: string; run: unknown }): Candidate => ({
    name,
    subject: measuredRun(run, matcher, accepted),
  })
  const mine = candidateOf(cell)
  const others = cells.filter(({ run, name }) => run !== cell.run && !broken.has(name)).map(candidateOf)
  const levels = bestLevels(asked.alpha, others.length, where !== null)
  const rivalOf = (candidate: Candidate, isMine: boolean): Rival => ({
    estimate: estimateOf(figure, candidate.subject.record),
    meets: meetsOf(candidate, isMine, levels, asked),
  })
  const all = [mine, ...others]
  const judged = all.map((candidate, index) => rivalOf(candidate, index === 0))
  const [own, ...rivals] = judged as [Rival, ...Rival[]]
  const judgement = judgeBest({
    mine: own,
    rivals,
    within,
    levels,
    launches: Math.min(...all.map(({ subject }) => figure.of(subject.record).length)),
    n: mine.subject.record.requests.attempted,
  })
  const nearest = judgement.nearest === null ? null : (others[judgement.nearest] ?? null)
  const isFact = all.every(({ subject }) => figure.of(subject.record).length === 1)
  return {
    matcher,
    subject: mine.subject,
    metric: figure.metric,
    restsOn: figure.restsOn,
    unit: '',
    what: `${figure.words} of "${plainName(mine.name)}"`,
    relation: relationOf(all.length, asked),
    threshold: 1 + within,
    judgement: isFact ? { ...judgement, interval: null, floor: null, n: 1, effectiveN: 1 } : judgement,
    observed: observedWords(judgement.observed, nearest, within),
    doubts: [
      ...doubtsOf(mine, others, missing, asked),
      ...(judgement.verdict === 'inconclusive' ? openConditions(all, judged) : []),
    ],
    provenance: weakest(
      all.flatMap(({ subject: { record } }) => [record.provenance].concat(energyProvenance(figure, record))),
    ),
    counted: 'requests',
    details: () => [
      levelWords(asked, levels, others.length),
      ...missing.map(({ name, state }) => `"${plainName(name)}" is ${state}`),
    ],
  }
}

/** Whether a configuration meets the condition: a pass of the claim and a failure of it err at their own levels. */
function meetsOf({ subject }: Candidate, isMine: boolean, levels: BestLevels, { where, matcher }: AskedBest): Meets {
  if (where === null) return { surely: true, surelyNot: false, point: true }
  const { clauses } = where
  const at = (alpha: number): ReturnType<typeof allHold> =>
    allHold(clauses.map((clause) => inDoubt(clauseClaim(clause, subject, matcher, alpha)).judgement))
  // What must hold of the one must fail of another.
  const [held, missed] = isMine ? [levels.met, levels.lost] : [levels.lost, levels.beaten]
  const surely = at(held)
  return {
    surely: surely.verdict === 'pass',
    // Any clause can miss it.
    surelyNot: at(missed / clauses.length).verdict === 'fail',
    point: surely.pointHolds,
  }
}

/** Configurations of which nobody can tell yet whether they count. */
function openConditions(all: readonly Candidate[], judged: readonly Rival[]): string[] {
  const open = all.filter((_, index) => {
    const { surely, surelyNot } = judged[index]?.meets ?? { surely: true, surelyNot: false }
    return !surely && !surelyNot
  })
  if (open.length === 0) return []
  const names = open.map(({ name }) => `"${plainName(name)}"`).join(', ')
  return [`whether ${names} ${open.length === 1 ? 'meets' : 'meet'} the condition is open: measure more requests`]
}

function relationOf(count: number, { figure, where, within }: AskedBest): string {
  const best = figure.better === 'lower' ? 'lowest' : 'highest'
  const near = within === 0 ? '' : `, or within ${formatGivenShare(within)} of it,`
  const of = `${formatCount(count)} ${count === 1 ? 'configuration' : 'configurations'}`
  return `the ${best}${near} of ${of}${where === null ? '' : ` where ${whereWords(where)}`}`
}

function whereWords({ name, clauses }: ParsedObjective): string {
  if (name.startsWith('"')) return `${name} is met`
  return clauses
    .map((clause) => {
      if (clause.kind === 'success-rate') return `success rate above ${formatGivenShare(clause.ratio)}`
      const statistic = clause.kind === 'mean' ? 'mean' : `p${clause.percentile}`
      return `${statistic} of ${clause.metric} below ${formatNumber(clause.limit)} ms`
    })
    .join(' and ')
}

function observedWords(ratio: number, nearest: Candidate | null, within: number): string {
  if (nearest === null) return 'no other one beside it'
  return `${figureBeside(ratio, 1 + within)} times that of "${plainName(nearest.name)}"`
}

function doubtsOf(
  mine: Candidate,
  others: readonly Candidate[],
  missing: TaggedCell[typeof siblingsTag]['missing'],
  { figure, accepted }: AskedBest,
): string[] {
  const unknown = [mine, ...others].flatMap(({ name, subject: { record } }) =>
    estimateOf(figure, record) === null ? [inRun(name, figure.without(record))] : [],
  )
  return [
    ...others.flatMap(({ name, subject: { record } }) =>
      doubtsAbout(record, figure.restsOn, { accepted }).map((doubt) => inRun(name, doubt)),
    ),
    ...new Set(unknown),
    ...energyDoubts(
      figure,
      [mine, ...others].map(({ subject }) => subject.record),
    ),
    ...missing.flatMap(({ name, state, reason }) => (state === 'skipped' ? [inRun(name, reason)] : [])),
  ]
}

function levelWords({ where, alpha }: AskedBest, { beaten, lost }: BestLevels, rivals: number): string {
  const of = `${formatCount(rivals)} ${rivals === 1 ? 'other' : 'others'}`
  const shared = where === null ? '' : ', by its figure or by the condition'
  return (
    `a launch is the unit; to pass it must beat each of ${of} at ${formatConfidence(1 - beaten)}${shared}, to fail ` +
    `lose to one at ${formatConfidence(1 - lost)}: either verdict is wrong in at most ${formatConfidence(alpha)}`
  )
}
