import { formatCount, formatGivenShare, formatGiven, figureBeside } from '../../../figures.ts'
import type { EnergyRecord } from '../../../record/energy.ts'
import type { Subject } from '../../../runs/subject.ts'
import { weakest } from '../../../cost/provenance.ts'
import type { Acceptable } from '../../../verdicts/acceptable.ts'
import { estimatedEnergyDoubts } from '../../../verdicts/energy/estimated-energy.ts'
import { judgeMeterBelow, scaledInterval } from '../../../verdicts/energy/meter-figure.ts'
import { estimatesTokens } from '../../../verdicts/estimated-tokens.ts'
import type { EnergyPer } from './energy-per.ts'
import { notMeasured } from '../measured-run.ts'
import type { Claim } from '../settled-claim.ts'

/** A claim of a run's energy, as it was asked. */
interface AskedEnergy {
  readonly matcher: string
  readonly limit: number
  readonly per: EnergyPer
  readonly net: boolean
  readonly alpha: number
  readonly accepted: readonly Acceptable[]
}

const words = { token: 'an output token', request: 'a request', run: 'the run' } as const

/**
 * The claim that a run used less energy than a limit.
 * @throws LlmBenchError `not-measured` where there is no such figure
 */
export function energyClaim(subject: Subject, asked: AskedEnergy): Omit<Claim, 'relation'> {
  const { matcher, limit, per, net, alpha } = asked
  const { record } = subject
  const energy = energyOf(subject, asked)
  const [joules, interval] = net ? [energy.netJoules, energy.netInterval] : [energy.grossJoules, energy.interval]
  const count = per === 'run' ? 1 : per === 'token' ? (record.tokens.output ?? 0) : record.requests.succeeded
  if (joules === null) {
    throw notMeasured(
      matcher,
      "the idle machine was not watched: give its bench energy: { meter: 'auto', idle: 20_000 }, or idleWatts",
    )
  }
  if (count <= 0) throw notMeasured(matcher, `nobody counted ${per === 'token' ? 'its output tokens' : 'a request'}`)
  const judgement = judgeMeterBelow(
    { value: joules / count, interval: scaledInterval(interval, 1 / count), readings: energy.readings },
    limit,
    alpha,
  )
  return {
    matcher,
    subject,
    metric: per === 'token' ? 'energyPerToken' : 'energy',
    restsOn: per === 'token' ? ['energy', 'energyPerToken'] : ['energy'],
    unit: 'J',
    what: `${net ? 'net energy' : 'energy'} of ${words[per]}`,
    threshold: limit,
    judgement,
    observed: `${figureBeside(judgement.observed, limit)} J`,
    doubts: asked.accepted.includes('estimated') ? [] : estimatedEnergyDoubts(energy),
    provenance: weakest([
      energy.provenance,
      record.provenance,
      ...(per === 'token' && estimatesTokens(record) ? (['estimated'] as const) : []),
    ]),
    counted: 'readings',
    details: () => [meterWords(energy)],
  }
}

function energyOf({ record }: Subject, { matcher }: AskedEnergy): EnergyRecord {
  const { energy } = record
  if (energy === null || energy === undefined) {
    throw notMeasured(
      matcher,
      "no energy was measured: give its bench the option energy, 'auto' or { watts: 30 }, or llmBench({ energy })",
    )
  }
  if (energy.refusal !== null) throw notMeasured(matcher, `${energy.refusal.reason} (${energy.refusal.code})`)
  return energy
}

function meterWords({ meter, scope, rails, accuracy, provenance, readings }: EnergyRecord): string {
  if (meter === null) return `declared watts of the whole machine, over the window of the run`
  const error =
    accuracy === null
      ? 'accuracy unknown: its error is not in the interval'
      : `accuracy ${formatGivenShare(accuracy.share)} and ${formatGiven(accuracy.watts)} W as its maker says`
  return `${provenance} by ${meter}, ${formatCount(readings)} readings, scope ${scope} (${rails.join(', ')}); ${error}`
}
