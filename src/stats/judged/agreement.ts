/** Agreement of two raters on yes-or-no verdicts, and the part of it that chance would not give. */
export interface AgreementFigures {
  /** Cases that both judged. */
  readonly n: number
  /** Share of cases on which they say the same. */
  readonly observed: number
  /** Cohen's kappa (1960); NaN where both say the same of every case, so that chance leaves nothing to agree on. */
  readonly kappa: number
  /** Gwet's AC1 (2008), which does not fall where nearly all cases are of one class. */
  readonly ac1: number
  /** Share of yes among all verdicts of both. */
  readonly prevalence: number
  /** The one to read: AC1 where less than a fifth of the verdicts are of one kind, since kappa falls there. */
  readonly chanceCorrected: 'kappa' | 'ac1'
}

/** Share of the rarer verdict below which kappa says more of the prevalence than of the raters. */
const extreme = 0.2

/** Agreement of pairs of verdicts, one of each rater; NaN for none. */
export function agreementOf(pairs: readonly (readonly [boolean, boolean])[]): AgreementFigures {
  const n = pairs.length
  const share = (which: (pair: readonly [boolean, boolean]) => boolean): number => pairs.filter(which).length / n
  const observed = share(([one, other]) => one === other)
  const first = share(([one]) => one)
  const second = share(([, other]) => other)
  const prevalence = (first + second) / 2
  const byChance = first * second + (1 - first) * (1 - second)
  // Two classes: 2 p (1 - p), which no prevalence makes higher than a half.
  const byGuessing = 2 * prevalence * (1 - prevalence)
  return {
    n,
    observed,
    kappa: (observed - byChance) / (1 - byChance),
    ac1: (observed - byGuessing) / (1 - byGuessing),
    prevalence,
    chanceCorrected: Math.min(prevalence, 1 - prevalence) < extreme ? 'ac1' : 'kappa',
  }
}
