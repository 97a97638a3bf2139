import { nothingDeclared } from '../../cost/declared/costing.ts'
import { energyCost } from '../../cost/energy-cost.ts'
import { fullCost } from '../../cost/full-cost.ts'
import { taskCost } from '../../cost/task/task-cost.ts'
import { localCost } from '../../cost/local.ts'
import { tokenCost } from '../../cost/token-cost.ts'
import type { Distribution } from '../../metrics/distribution.ts'
import type { RunHeader } from '../../plan/header.ts'
import type { CostPart, CostRecord } from '../../record/cost.ts'
import type { EnergyRecord } from '../../record/energy.ts'
import type { AssumableFigure, IntervalRecord } from '../../record/figure.ts'
import type { ThroughputRecord } from '../../record/metric.ts'
import type { RequestFacts } from '../../samples/facts.ts'
import type { Rows } from '../../samples/table/rows.ts'

/** Measured figures that a cost rests on. */
export interface CostedRun {
  readonly samples: Rows<RequestFacts>
  readonly throughput: ThroughputRecord
  readonly energy: EnergyRecord | null
  readonly latency: Distribution
}

/** The cost of a request of a run; null where nobody said what its tokens cost, or what it draws. */
export function runCost(header: RunHeader, run: CostedRun): CostRecord | null {
  const cost = costOfRun(header, run)
  return cost === null || header.facts.provenance !== 'simulated' ? cost : simulatedCost(cost)
}

/** A cost whose times and tokens are no model's: nothing that follows from them is measured or declared. */
function simulatedCost({ full, ...cost }: CostRecord): CostRecord {
  const parts = cost.parts.map((part) => simulatedPart(part))
  const whole =
    full === undefined
      ? {}
      : { full: { ...full, kind: 'simulated' as const, parts: full.parts.map((part) => simulatedPart(part)) } }
  return { ...cost, kind: 'simulated', parts, ...whole }
}

function simulatedPart(part: CostPart): CostPart {
  const isInput = !part.derived && part.provenance !== 'measured' && part.unit !== 'USD'
  return isInput ? part : { ...part, provenance: 'simulated' }
}

function costOfRun(header: RunHeader, run: CostedRun): CostRecord | null {
  const { facts, costing = nothingDeclared } = header
  const { volume } = costing
  if (facts.price !== null) {
    const { origin } = facts.price
    const paid = tokenCost(facts.price, run.samples)
    return paid === null ? null : { ...paid, ...(origin === undefined ? {} : { price: origin }), volume }
  }
  const called = facts.target.kind === 'task' ? taskCost(run.samples) : null
  if (called !== null) return { ...called, volume }
  const marginal = marginalCost(header, run)
  if (marginal === null) return null
  const seconds = secondsOf(header, run)
  if (seconds === null) return { ...marginal, volume }
  const timeInterval = timeIntervalOf(header, run)
  const full = fullCost(marginal, { costing, usdPerKwh: header.electricity, seconds, timeInterval })
  return { ...marginal, ...(full === null ? {} : { full }), volume }
}

function marginalCost(header: RunHeader, run: CostedRun): CostRecord | null {
  const { facts, power, electricity, costing = nothingDeclared } = header
  const { samples, energy } = run
  const { windowMs } = run.throughput
  const completed = completedOf(samples)
  const drawn = energy === null ? null : energyCost({ energy, usdPerKwh: electricity, completed, costing })
  if (drawn !== null) return drawn
  const watts = wattsOf(energy) ?? power
  if (!(facts.local || wattsOf(energy) !== null) || windowMs === null || completed === 0) return null
  const timeInterval = timeIntervalOf(header, run)
  return localCost({
    watts,
    usdPerKwh: electricity,
    windowMs,
    completed,
    sharedBy: sharedBy(header),
    costing,
    timeInterval,
  })
}

function completedOf(samples: Rows<RequestFacts>): number {
  return samples.filter(({ state }) => state === 'completed').length
}

/** Models that answered at the same time. */
function sharedBy({ together }: RunHeader): number {
  return together?.route === 'all' ? together.beside.length + 1 : 1
}

/** Seconds of the machine that a completed request takes. */
function secondsOf(header: RunHeader, { samples, throughput: { windowMs } }: CostedRun): number | null {
  const completed = completedOf(samples)
  return windowMs === null || completed === 0 ? null : windowMs / 1000 / completed / sharedBy(header)
}

/**
 * Interval of the time of a request as shares of it. In a closed load the clients wait for nothing else: their mean
 * latency over their number is that time, and has an interval. An open load has its schedule, whatever requests take.
 */
function timeIntervalOf({ plan }: RunHeader, { samples, latency }: CostedRun): IntervalRecord | null {
  const { intervals, mean } = latency
  if (plan.load.kind !== 'closed' || intervals === null || !(mean > 0)) return null
  // What failed took time too, and the latency of answers says nothing of it.
  if (completedOf(samples) !== samples.length) return null
  const { low, high, confidence } = intervals.mean
  if (low === null || high === null) return null
  return { low: low / mean, high: high / mean, confidence }
}

/** Watts that were declared for a bench, or for a server of ours: those of the window. */
function wattsOf(energy: EnergyRecord | null): AssumableFigure | null {
  if (energy === null || energy.provenance !== 'declared' || energy.grossJoules === null) return null
  // As it was declared, without the last digits of a division.
  return { value: Number((energy.grossJoules / (energy.windowMs / 1000)).toPrecision(12)), provenance: 'declared' }
}
