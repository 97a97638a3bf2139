import type { ImportedReport } from './foreign-run.ts'
import { LlmBenchError } from '../errors.ts'
import { importAiperf, isAiperf } from './aiperf.ts'
import { importAiperfRequests, isAiperfRequest } from './aiperf-requests.ts'
import { foreignVersion } from './foreign-version.ts'
import { importGuidellm, isGuidellm } from './guidellm.ts'
import { importInferencePerf, isInferencePerf } from './inference-perf.ts'
import { type JsonObject, objectOf } from '../json.ts'
import { importLlamaBench, isLlamaBench } from './llama-bench.ts'
import { importLlamaBenchy, isLlamaBenchy } from './llama-benchy.ts'
import { importVllm, isVllm } from './vllm.ts'

/** Forms of other tools' reports, each known by the fields all of its kind have. */
const forms: readonly {
  readonly is: (report: JsonObject) => boolean
  readonly read: (report: JsonObject, all: readonly JsonObject[]) => ImportedReport
  /** Form that has an object a request or test, as a list or a line each. */
  readonly several?: true
}[] = [
  { is: isVllm, read: importVllm },
  { is: isAiperfRequest, read: (_, all) => importAiperfRequests(all), several: true },
  { is: isLlamaBench, read: (_, all) => importLlamaBench(all), several: true },
  { is: isLlamaBenchy, read: importLlamaBenchy },
  { is: isGuidellm, read: importGuidellm },
  { is: isInferencePerf, read: importInferencePerf },
  { is: isAiperf, read: importAiperf },
]

/**
 * Translates a report of `vllm bench serve`, GuideLLM, AIPerf, inference-perf, llama-benchy or llama-bench, metrics by
 * their formulas and not by their names. A metric whose formula is none of ours is left out.
 *
 * @param value parsed JSON; of a file of lines the list of them
 * @param path names the file in the error
 * @throws LlmBenchError `baseline-incompatible` for anything else, another version, and a report with no metric of ours
 */
export function importReport(value: unknown, path: string): ImportedReport {
  const [first, ...others] = (Array.isArray(value) ? value : [value]) as unknown[]
  const report = objectOf(first)
  const form =
    report === null ? undefined : forms.find(({ is, several }) => is(report) && (several ?? others.length === 0))
  if (report === null || form === undefined) throw unreadable(path)
  const wrong = foreignVersion(report)
  if (wrong !== null) throw new LlmBenchError('baseline-incompatible', `${path} cannot be read: ${wrong}`)
  const all = [first, ...others].map(objectOf)
  const odd = all.findIndex((each) => each === null || !form.is(each))
  if (odd >= 0 && form.several === true) {
    throw new LlmBenchError(
      'baseline-incompatible',
      `${path} cannot be read: its entry ${odd + 1} is damaged, or of another form than its first; ` +
        'take the file from where it was made',
    )
  }
  const imported = form.read(
    report,
    all.filter((each) => each !== null),
  )
  if (imported.runs.some(({ record }) => record.requests.attempted > 0)) return imported
  throw new LlmBenchError(
    'baseline-incompatible',
    `${path} cannot be read: no request of this report of ${imported.tool} can be told from it; ` +
      'it is empty, damaged, or of a version that writes it in another form',
  )
}

function unreadable(path: string): LlmBenchError {
  return new LlmBenchError(
    'baseline-incompatible',
    `${path} is no report that can be read: expected report.json or a baseline of vitest-llm-bench, ` +
      'a result of vllm bench serve (model_id, completed, request_throughput), ' +
      'a GuideLLM report (benchmarks with metrics.request_latency), ' +
      'an AIPerf summary of schema 1 (request_latency with avg) or its profile_export.jsonl, ' +
      'a summary of inference-perf (load_summary, successes.latency), ' +
      'the JSON of llama-benchy (latency_mode, benchmarks) ' +
      'or llama-bench -o json (build_commit, n_prompt, n_gen)',
  )
}
