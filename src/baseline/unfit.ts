import type { RunRecord } from '../record/run.ts'
import { isSimulated } from '../verdicts/simulated-run.ts'

/** Reason why a run is no measure of later ones, in one line; null where it is one. */
export function unfit(run: RunRecord): string | null {
  const { state, error, load, provenance, requests, repeat } = run
  if ((repeat?.number ?? 1) > 1)
    return `it is repeat ${repeat?.number} of ${repeat?.of} of its test: the first is saved`
  if (load.interleaved) return 'it is an arm of an interleaved comparison: its figures hold beside the other arm only'
  if (state === 'partial') return `it ended early${error === null ? '' : `: ${error}`}`
  if (isSimulated(run)) return 'its target is simulated'
  if (provenance === 'recorded') return 'its answers are those of a recording'
  return requests.succeeded === 0 ? 'no request of it succeeded' : null
}
