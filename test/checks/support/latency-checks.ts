import { buildRun } from '../../../src/runs/build-run.ts'
import type { Check } from '../../../src/checks/evidence/check.ts'
import type { RunPlan } from '../../../src/plan/header.ts'
import type { CheckRecord } from '../../../src/record/check.ts'
import { completedSample, runEnd, runHeader } from '../../support/samples.ts'

/** What a check says of requests that took so long, one after the other. */
export function checkLatencies(
  check: Check,
  latencies: ArrayLike<number>,
  plan: Partial<RunPlan> = {},
): CheckRecord | null {
  let sent = 0
  const samples = Array.from(latencies, (latency) => {
    const sample = completedSample(sent, latency)
    sent += latency
    return sample
  })
  const header = runHeader({ plan: { ...runHeader().plan, ...plan } })
  const { metrics, requests, record } = buildRun(header, samples, runEnd)
  return check({
    header,
    samples: requests.measured.rows(),
    end: runEnd,
    tokens: record.tokens,
    metrics,
    queueing: null,
  })
}
