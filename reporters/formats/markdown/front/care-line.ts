import type { Provenance } from '../../../../src/record/figure.ts'
import type { Report } from '../../../../src/record/report.ts'
import { latestAttempts } from '../../../words/run-label.ts'
import { sentenceText } from '../sentence.ts'

/** Words for figures that are no plain measurement. */
const kinds: Readonly<Record<Exclude<Provenance, 'measured'>, string>> = {
  synthetic: 'synthetic weights',
  simulated: 'simulated targets',
  recorded: 'recorded answers',
  estimated: 'estimated figures',
  declared: 'declared figures',
  assumed: 'assumed figures',
}

/**
 * One line before any figure on what is no plain measurement, and on failed checks; null where all is. Each such
 * figure has its label beside it.
 */
export function careLine(report: Report): string | null {
  const runs = latestAttempts(report.runs)
  const found = new Set<Provenance>(
    runs.flatMap(({ provenance, cost, energy, claims }) => [
      provenance,
      ...(cost === null ? [] : [cost.kind]),
      ...((energy ?? null) === null || energy === null ? [] : [energy.provenance]),
      ...claims.map((claim) => claim.provenance),
    ]),
  )
  const named = Object.entries(kinds).flatMap(([kind, words]) => (found.has(kind as Provenance) ? [words] : []))
  const invalid = new Set(
    runs.flatMap(({ checks }) => checks.flatMap(({ id, status }) => (status === 'invalid' ? [id] : []))),
  )
  const checks = invalid.size === 0 ? [] : [`checks that failed (${[...invalid].join(', ')})`]
  const all = [...named, ...checks]
  if (all.length === 0) return null
  return sentenceText(`Read with care: there are ${all.join(', ')} in it; the notes say what of.`)
}
