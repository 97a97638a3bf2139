import type { Provenance } from '../record/figure.ts'

const fromStrongToWeak: readonly Provenance[] = [
  'measured',
  'recorded',
  'declared',
  'synthetic',
  'estimated',
  'assumed',
  'simulated',
]

/** The weakest of several provenances, which is that of a figure that rests on all of them. */
export function weakest(provenances: readonly Provenance[]): Provenance {
  const ranks = provenances.map((provenance) => fromStrongToWeak.indexOf(provenance))
  return fromStrongToWeak[Math.max(0, ...ranks)] ?? 'measured'
}
