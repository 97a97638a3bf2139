import { plainJson } from '../../plain-text.ts'
import type { AbResult, UnusableRevision } from './ab.ts'
import type { AbWords } from './ab-text.ts'
import type { ComparedBench } from './compare-launches.ts'

/** An outcome as JSON, for programs. */
export function abJson(outcome: AbResult | UnusableRevision, { by }: Pick<AbWords, 'by'>, exitCode: number): string {
  return plainJson(JSON.stringify({ by, exitCode, ...partsOf(outcome) }, null, 2))
}

function partsOf(outcome: AbResult | UnusableRevision): object {
  if (outcome.kind === 'unusable') return { error: outcome.error.message, benches: [], launches: [] }
  const { a, b, benches, launches, onlyA, onlyB } = outcome
  return {
    a,
    b,
    benches: benches.map(benchParts),
    launches: launches.map(({ letter, set, tookMs, exitCode }) => ({ side: letter, set, tookMs, exitCode })),
    onlyA,
    onlyB,
  }
}

function benchParts({ key, name, metric, sets, judgement, anchored, doubts, notes }: ComparedBench): object {
  // JSON has no infinity; a median of failed requests is one.
  const values = sets.map((set) => ({ a: set.a.map(finite), b: set.b.map(finite) }))
  return { key, name, metric, ...judgement, ratio: finite(judgement.ratio), sets: values, anchored, doubts, notes }
}

function finite(value: number): number | null {
  return Number.isFinite(value) ? value : null
}
