import type { Report } from '../../../src/record/report.ts'

/** Sentence before every figure of a report in which nothing was measured; null of any other. */
export function simulatedText({ runs, intrinsic, functions }: Report): string | null {
  // A report of an earlier version has no scored texts.
  const texts = (intrinsic as Report['intrinsic'] | undefined) ?? []
  const provenances = [...runs, ...texts].map(({ provenance }) => provenance)
  if (provenances.length === 0 || provenances.some((provenance) => provenance !== 'simulated')) return null
  const what = functions.length === 0 ? 'nothing was' : 'nothing but functions was'
  return `Simulated: ${what} measured. Every figure of a run is a programmed one, of no model and no service.`
}
