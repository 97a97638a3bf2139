import type { RunEnd, RunHeader } from '../../../src/plan/header.ts'
import type { CheckRecord } from '../../../src/record/check.ts'
import { buildRun } from '../../../src/runs/build-run.ts'
import type { Sample } from '../../../src/samples/sample.ts'
import { completedSample, runEnd } from '../../support/samples.ts'

/** What one check says of a run; undefined where it does not apply. */
export function check(
  id: string,
  header: RunHeader,
  samples: readonly Sample[],
  end: RunEnd = runEnd,
): CheckRecord | undefined {
  return buildRun(header, samples, end).record.checks.find((found) => found.id === id)
}

/** Ten requests of 10 ms, one every 20 ms. */
export const ten: readonly Sample[] = Array.from({ length: 10 }, (_, i) => completedSample(i * 20, 10))
