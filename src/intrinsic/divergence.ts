import type { Distributions } from './evaluation.ts'

/** One place of a model's predictions. */
export interface Place {
  /** The logit of a token; undefined for one that is not known. */
  readonly logit: (token: number) => number | undefined
  /** ln of the sum of exp(logit) over the whole vocabulary. */
  readonly total: number
}

/** Least probability of what is taken as one: differences of rounded sums are no less. */
const leastRest = 1e-12

/**
 * The sum of p_base (ln p_base - ln p) at a place, in nats. Of a large vocabulary the tokens that are not compared one
 * by one are taken as one on both sides, which can only make it less.
 */
export function divergenceAt(
  { width, tokens, logits, totals }: Distributions,
  at: number,
  { logit, total }: Place,
): { readonly nats: number; readonly leftOut: number } {
  const baseTotal = totals[at] as number
  let [nats, base, own] = [0, 0, 0]
  for (let i = at * width; i < (at + 1) * width; i++) {
    const token = tokens === null ? i - at * width : (tokens[i] as number)
    const baseLog = (logits[i] as number) - baseTotal
    const p = Math.exp(baseLog)
    const ownLog = (logit(token) ?? Number.NEGATIVE_INFINITY) - total
    base += p
    own += Math.exp(ownLog)
    // What has no chance adds nothing, however unlikely the other has it.
    if (p > 0) nats += p * (baseLog - ownLog)
  }
  if (tokens === null) return { nats: Math.max(0, nats), leftOut: 0 }
  const [baseRest, ownRest] = [Math.max(0, 1 - base), Math.max(leastRest, 1 - own)]
  const rest = baseRest > leastRest ? baseRest * Math.log(baseRest / ownRest) : 0
  return { nats: Math.max(0, nats + rest), leftOut: baseRest }
}
