import type { MetricName } from '../record/metric.ts'
import { type ForeignRun, importedRun } from './foreign-run.ts'
import type { ForeignPoints } from './foreign-points.ts'
import type { ImportedReport } from './foreign-run.ts'
import { isoDate } from './iso-date.ts'
import { recountedNote } from './tokens-words.ts'
import { at, type JsonObject, listOf, numberOf, objectOf, textOf } from '../json.ts'

/**
 * Metrics of AIPerf that have a formula of ours (aiperf/metrics/types): request_latency = last
 * content response - start; time_to_first_token = first content response - start, reasoning
 * included; time_to_first_output_token, the first that is no reasoning; inter_token_latency =
 * (request_latency - time_to_first_token) / (n - 1) of each request, which is our tpot with all tokens
 * streamed, one in the first chunk, and the end token's time left out;
 * inter_chunk_latency = gaps between content responses, pooled; output_token_throughput_per_user =
 * 1 / inter_token_latency. Their time_to_second_token, output_token_throughput and others have none.
 */
const formulas: Readonly<Record<string, MetricName>> = {
  request_latency: 'latency',
  time_to_first_token: 'ttft',
  time_to_first_output_token: 'ttfv',
  inter_token_latency: 'tpot',
  inter_chunk_latency: 'interChunk',
  output_token_throughput_per_user: 'decodeSpeed',
}

/** Milliseconds in each unit AIPerf writes; speeds are tokens/s in every one it has. */
const units: Readonly<Record<string, number>> = {
  ns: 1e-6,
  us: 1e-3,
  ms: 1,
  s: 1000,
  sec: 1000,
  'tokens/sec/user': 1,
  'tokens/sec': 1,
}

/** A summary of AIPerf, `profile_export_aiperf.json` of schema 1. It has points only. */
export function importAiperf(report: JsonObject): ImportedReport {
  const counted = (tag: string): number => Math.round(numberOf(at(report, tag, 'avg')) ?? 0)
  const succeeded = counted('request_count')
  const config = report['input_config']
  // From 0.13 on the load is that of a phase.
  const phase = listOf(at(config, 'phases'))?.find((each) => at(each, 'kind') !== 'warmup')
  const concurrency = numberOf(at(config, 'loadgen', 'concurrency')) ?? numberOf(at(phase, 'concurrency'))
  const rate = numberOf(at(config, 'loadgen', 'request_rate')) ?? numberOf(at(phase, 'rate'))
  const output = counted('total_osl') || counted('total_output_tokens')
  const server = numberOf(at(report, 'total_usage_completion_tokens', 'avg'))
  // Its figures are of the server's count only where that was asked for, or is the same.
  const again = at(config, 'endpoint', 'use_server_token_count') !== true && server !== output
  const seconds = numberOf(at(report, 'benchmark_duration', 'avg'))
  const duration =
    seconds === null ? null : seconds * (units[textOf(at(report, 'benchmark_duration', 'unit')) ?? 'sec'] ?? 1000)
  const run: ForeignRun = {
    tool: 'aiperf',
    toolVersion: textOf(report['aiperf_version']),
    name: concurrency === null ? (rate === null ? 'profile' : `${rate} requests/s`) : `concurrency ${concurrency}`,
    model: modelOf(config),
    startedAt: isoDate(textOf(report['start_time'])),
    kind: 'chat',
    concurrency: Math.max(1, Math.round(concurrency ?? 1)),
    succeeded,
    failed: counted('error_request_count'),
    requests: null,
    gaps: new Float64Array(),
    points: Object.fromEntries(
      Object.entries(formulas).flatMap(([tag, name]) => {
        const points = pointsOf(objectOf(report[tag]), succeeded)
        return points === null ? [] : [[name, points]]
      }),
    ),
    tokens: { input: counted('total_isl'), output, source: again ? 'tokenizer' : 'usage' },
    windowMs: duration,
  }
  return {
    tool: 'AIPerf',
    runs: [importedRun(run)],
    notes: [
      'AIPerf: its summary has no samples, points only; they are in its profile_export.jsonl',
      ...(again ? [recountedNote('AIPerf', output, server)] : []),
    ],
  }
}

/** Whether JSON has the fields every summary of AIPerf has. */
export function isAiperf(report: JsonObject): boolean {
  return objectOf(report['request_latency']) !== null && numberOf(at(report, 'request_latency', 'avg')) !== null
}

function pointsOf(result: JsonObject | null, succeeded: number): ForeignPoints | null {
  const scale = units[textOf(result?.['unit']) ?? '']
  if (result === null || scale === undefined) return null
  const value = (name: string): number | null => {
    const number = numberOf(result[name])
    return number === null ? null : number * scale
  }
  return {
    n: succeeded,
    mean: value('avg'),
    min: value('min'),
    p50: value('p50'),
    p90: value('p90'),
    p95: value('p95'),
    p99: value('p99'),
    max: value('max'),
    sd: value('std'),
  }
}

function modelOf(config: unknown): string {
  const [first] = listOf(at(config, 'endpoint', 'model_names')) ?? []
  const [item] = listOf(at(config, 'models', 'items')) ?? []
  return textOf(first) ?? textOf(at(item, 'name')) ?? 'unknown model'
}
