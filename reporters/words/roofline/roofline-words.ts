import { formatBytes, formatCount, formatNumber, formatShare, none } from '../../../src/figures.ts'
import type { CeilingRecord, RooflineRecord } from '../../../src/record/machine/roofline.ts'
import type { RunRecord } from '../../../src/record/run.ts'
import { latestAttempts, runLabel } from '../run-label.ts'

/** A run whose model's reads are known. */
export type RooflineRun = RunRecord & { readonly roofline: RooflineRecord }

/** Columns that a name may take in a sentence. */
const nameWidth = 40

/** Runs that stand beside what their hardware can do; none in a report of an earlier version. */
export function rooflineRuns(runs: readonly RunRecord[]): RooflineRun[] {
  return runs.filter((run): run is RooflineRun => (run.roofline ?? null) !== null)
}

/** A ceiling with its origin: `11.0 GB/s (CPU, measured with 1 thread)`; null where it is not known. */
export function ceilingText(ceiling: CeilingRecord | null, unit: string): string | null {
  if (ceiling === null) return null
  const { value, of, from, source, threads } = ceiling
  const origin = {
    table: source ?? 'published',
    declared: 'declared',
    measured: `measured with ${formatCount(threads ?? 0)} ${threads === 1 ? 'thread' : 'threads'}`,
  }[from]
  return `${formatNumber(value)} ${unit} (${of === 'cpu' ? 'CPU' : 'GPU'}, ${origin})`
}

/** Bytes that a token reads which is alone in its step: weights, and keys and values of its context. */
export function bytesPerTokenText({ decode }: RooflineRecord): string {
  if (decode === null) return none
  return `${formatBytes(decode.weightBytes + decode.cacheBytes)} (${formatBytes(decode.cacheBytes)} of KV cache)`
}

/** Speed of reading, as a share of the bandwidth where that is known. */
export function readText({ decode }: RooflineRecord): string {
  if (decode === null) return none
  return beside(`${formatNumber(decode.gbPerSecond)} GB/s`, decode.share)
}

/** Speed of prefill, as a share of the peak where that is known. */
export function prefillText({ prefill }: RooflineRecord): string {
  if (prefill === null) return none
  return beside(`${formatNumber(prefill.tflops)} TFLOPS`, prefill.share)
}

/** Sentences on what would make runs faster, one for all runs of which the same is said. */
export function fasterLines(runs: readonly RunRecord[]): string[] {
  // Beside others a model is slower for them.
  const own = latestAttempts(runs).filter(({ together }) => (together?.beside ?? []).length === 0)
  const alike = Map.groupBy(rooflineRuns(own), ({ roofline }) => roofline.faster.words)
  return [...alike].map(([words, these]) => {
    const names = these.map((run) => runLabel(run, nameWidth))
    const shown =
      names.length > 3 ? `${names.slice(0, 2).join(', ')} and ${formatCount(names.length - 2)} more` : names.join(', ')
    return `${words} (${shown})`
  })
}

function beside(figure: string, share: number | null): string {
  return share === null ? figure : `${figure}, ${formatShare(share)}`
}
