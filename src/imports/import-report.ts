import type { ImportedReport } from './foreign-run.ts'
import { LlmBenchError } from '../errors.ts'
import { importAiperf, isAiperf } from './aiperf.ts'
import { importGuidellm, isGuidellm } from './guidellm.ts'
import { objectOf } from '../json.ts'
import { importVllm, isVllm } from './vllm.ts'

/**
 * Translates a report of `vllm bench serve`, GuideLLM or AIPerf, metrics by their formulas and not
 * by their names. A metric whose formula is none of ours is left out.
 *
 * @param value parsed JSON
 * @param path names the file in the error
 * @throws LlmBenchError `baseline-incompatible` for anything else
 */
export function importReport(value: unknown, path: string): ImportedReport {
  const report = objectOf(value)
  if (report !== null) {
    if (isVllm(report)) return importVllm(report)
    if (isGuidellm(report)) return importGuidellm(report)
    if (isAiperf(report)) return importAiperf(report)
  }
  throw new LlmBenchError(
    'baseline-incompatible',
    `${path} is no report that can be read: expected report.json or a baseline of vitest-llm-bench, ` +
      'a result of vllm bench serve (model_id, completed, request_throughput), ' +
      'a GuideLLM report (benchmarks with metrics.request_latency) ' +
      'or an AIPerf summary of schema 1 (request_latency with avg)',
  )
}
