import type { MeanCost } from '../../../cost/mean-cost.ts'
import type { CostPart } from '../../../record/cost.ts'
import type { RunRecord } from '../../../record/run.ts'
import { assumedDoubts } from '../../../verdicts/doubts.ts'
import { estimatedEnergyDoubts } from '../../../verdicts/energy/estimated-energy.ts'
import type { Acceptable } from '../accept-option.ts'
import type { OwnCost } from './own-cost.ts'

/** Reasons why a cost can settle no claim, whatever the figures are, after what was accepted by name. */
export function costDoubts(
  own: OwnCost,
  { energy }: Pick<RunRecord, 'energy'>,
  accepted: readonly Acceptable[],
): string[] {
  const estimatedIsFine = accepted.includes('estimated')
  return [
    ...(accepted.includes('assumed') ? [] : assumedDoubts(own.parts)),
    ...(estimatedIsFine || own.basis !== 'energy' ? [] : estimatedEnergyDoubts(energy)),
  ]
}

/**
 * Reason why unknown parts leave a claim open that a dearer cost could turn, after what was accepted by name: of a cost
 * of tokens what nobody counted is in neither side.
 */
export function unknownDoubts({ basis, cost, unknown }: OwnCost, accepted: readonly Acceptable[]): string[] {
  if (unknown.length === 0 || accepted.includes('estimated')) return []
  const wayOut =
    cost === 'full' && unknown.includes('idle power')
      ? 'declare it, llmBench({ hardware: { idleWatts } })'
      : basis === 'tokens'
        ? 'have the server send usage'
        : 'take a meter of the whole machine, declare its watts (energy: { watts })'
  return [
    `${unknown.join(' and ')} is unknown, and not in the cost: ${wayOut}, ` +
      "or accept this with { accept: ['estimated'] }",
  ]
}

/** Reasons why the calls of a task leave a saving open: some have no price, or the tokens of each are not known. */
export function taskDoubts({ basis, unknown }: OwnCost, { tiered }: MeanCost): string[] {
  const wayOut = "or accept this with { accept: ['estimated'] }"
  return [
    ...(basis === 'tokens' && unknown.length > 0
      ? [`${unknown.join(' and ')} is unknown, and these calls are in no cost: give task() the option price, ${wayOut}`]
      : []),
    ...(tiered > 0
      ? [
          'a tier of the price is reached by a call, and the tokens of its calls are known together only: ' +
            `take a price without tiers, ${wayOut}`,
        ]
      : []),
  ]
}

/** The line that says how to declare what is assumed; none where nothing is. */
export function assumedWords(parts: readonly CostPart[]): string[] {
  if (!parts.some(({ provenance }) => provenance === 'assumed')) return []
  return ['what is assumed is declared by llmBench({ power: { watts }, electricity: { usdPerKwh } })']
}
