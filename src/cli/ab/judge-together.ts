import { holm } from '../../stats/tests/holm.ts'
import { amongOthersWords } from '../among-others.ts'
import type { ComparedBench } from './compare-launches.ts'
import { alertAlpha, setsToConfirm } from './judge-launches.ts'

/** Error rate of a regression: of two independent sets that must both reject, and of all benches together. */
const confirmAlpha = alertAlpha ** setsToConfirm

/**
 * The benches of one comparison, judged together: any false regression among them turns a gate red, so that each must
 * hold at its p-value adjusted for all that could have been one (Holm 1979). That both sets reject at some level has
 * the square of it as its chance, so that the larger of the two p-values squared is the bench's own.
 */
export function judgeTogether(benches: readonly ComparedBench[]): ComparedBench[] {
  const tested = benches.filter(canRegress)
  const own = tested.map(({ judgement }) => pValueOf(judgement.setPValues))
  const adjusted = new Map(holm(own).map((pValue, index) => [tested[index], pValue]))
  return benches.map((bench) => {
    const together = adjusted.get(bench)
    if (together === undefined || bench.judgement.verdict !== 'fail' || together < confirmAlpha) return bench
    const note = amongOthersWords(pValueOf(bench.judgement.setPValues), together, `${tested.length} benches`)
    const judgement = { ...bench.judgement, verdict: 'inconclusive', word: 'inconclusive' } as const
    return { ...bench, judgement, notes: [...bench.notes, note] }
  })
}

/** Whether a second set could still make a regression of a bench whose first one is known, among all of them. */
export function couldBeConfirmed(benches: readonly ComparedBench[]): boolean {
  const tested = benches.filter(canRegress)
  return holm(tested.map(({ judgement }) => pValueOf(judgement.setPValues))).some((pValue) => pValue < confirmAlpha)
}

/** Something in doubt leaves a bench open whatever its launches say. */
function canRegress({ doubts }: ComparedBench): boolean {
  return doubts.length === 0
}

/** The p-value of a bench, as small as it may still become: a set that is yet to come may have any. */
function pValueOf(sets: readonly number[]): number {
  return Math.max(...sets) ** setsToConfirm
}
