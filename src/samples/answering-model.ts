import type { AnsweredBy } from '../record/run.ts'
import type { RequestFacts } from './facts.ts'
import type { Sample } from './sample.ts'
import type { Rows } from './table/rows.ts'

/** Characters of a model's name that are kept: a server can give any text for one. */
const longestName = 200

/** The field of a sample for the name that its answer gives the model; none where it gives none. */
export function answeringModel(name: string | null): Pick<Sample, 'model'> {
  return name === null ? {} : { model: name.slice(0, longestName).toWellFormed() }
}

/** Models that complete answers name, those of most answers first. */
export function answeredBy(samples: Rows<RequestFacts>): AnsweredBy[] {
  const counts = new Map<string, number>()
  for (const { state, model } of samples) {
    if (state === 'completed' && model !== undefined) counts.set(model, (counts.get(model) ?? 0) + 1)
  }
  return counted([...counts].map(([model, requests]) => ({ model, requests })))
}

/** Counts of the same names added up, the highest first. */
export function counted(counts: readonly AnsweredBy[]): AnsweredBy[] {
  const sums = new Map<string, number>()
  for (const { model, requests } of counts) sums.set(model, (sums.get(model) ?? 0) + requests)
  return [...sums]
    .map(([model, requests]) => ({ model, requests }))
    .toSorted((one, other) => other.requests - one.requests)
}
