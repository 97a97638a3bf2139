import type { MeanCost } from '../../../cost/mean-cost.ts'
import { formatUsd } from '../../../figures.ts'
import type { Judgement } from '../../../verdicts/judgement.ts'

/** Both figures of a disputed price, in a line of their own; none where nobody disputes it. */
export function disputeWords({ usd, origin, dispute }: Pick<MeanCost, 'usd' | 'origin' | 'dispute'>): string[] {
  if (dispute === undefined) return []
  return [
    `disputed price: ${formatUsd(usd)} a request by ${origin?.list ?? 'the first list'}, ${formatUsd(dispute.usd)} ` +
      `by ${dispute.list} (entry of ${dispute.entryDate}, which is the model's date: it has none of its prices)`,
  ]
}

/** Reason why a disputed price leaves a claim open: by the second figure it would be decided otherwise. */
export function disputeDoubts(
  api: Pick<MeanCost, 'usd' | 'origin' | 'dispute'>,
  judged: Judgement,
  judgeBy: (apiUsd: number) => Judgement,
): string[] {
  if (api.dispute === undefined) return []
  const other = judgeBy(api.dispute.usd)
  if (other.verdict === judged.verdict && other.pointHolds === judged.pointHolds) return []
  return [
    'the price is disputed, and by the other figure the claim would be decided otherwise: ' +
      'declare yours, price({ inputPerMTok, outputPerMTok })',
  ]
}
