import { type ForeignRequest, type ForeignRun, importedRun } from './foreign-run.ts'
import type { ForeignPoints } from './foreign-points.ts'
import type { ImportedReport } from './foreign-run.ts'
import { isoDate } from './iso-date.ts'
import { recountedNote } from './tokens-words.ts'
import { at, type JsonObject, listOf, numberOf, objectOf, textOf } from '../json.ts'

/**
 * A GuideLLM report, `benchmarks.json`. By formula (guidellm/schemas/request_stats.py):
 * - request_latency = request_end - request_start, in seconds: our latency; from the requests ours
 *   ends at the last token, which is earlier by the closing chunks.
 * - time_to_first_token_ms = first token - request_start: our ttft; time_to_first_output_token_ms, the
 *   first that is no reasoning: our ttfv.
 * - time_per_output_token_ms = (last token - request_start) / n: the first token is in it. Not our
 *   tpot, and no metric of ours.
 * - inter_token_latency_ms = (last token - first token) / (n - 1): our tpot of a request whose
 *   tokens were all streamed, one in the first chunk, the end token's time left out. In the
 *   summary it is weighted by tokens, not one value a request: our tpot comes from the requests only.
 */
export function importGuidellm(report: JsonObject): ImportedReport {
  const benchmarks = (listOf(report['benchmarks']) ?? []).map(objectOf).filter((benchmark) => benchmark !== null)
  const version = textOf(at(report, 'metadata', 'guidellm_version'))
  const runs = benchmarks.map((benchmark, index) => runOf(report, benchmark, { version, index }))
  return {
    tool: 'GuideLLM',
    runs: runs.map(importedRun),
    notes: [
      'GuideLLM: its time per output token includes the first token and is none of our metrics',
      ...(runs.some(({ tokens }) => tokens.source === 'tokenizer') ? [recountedNote('GuideLLM', null, null)] : []),
      ...(runs.some(({ requests }) => requests === null)
        ? [
            'GuideLLM: a benchmark has no or only some of its requests: points only, and no tpot, ' +
              'for its summary weights inter-token latency by tokens',
          ]
        : []),
    ],
  }
}

/** Whether JSON has the fields every GuideLLM report has. */
export function isGuidellm(report: JsonObject): boolean {
  const first = listOf(report['benchmarks'])?.[0]
  return objectOf(at(first, 'metrics', 'request_latency')) !== null
}

function runOf(
  report: JsonObject,
  benchmark: JsonObject,
  { version, index }: { readonly version: string | null; readonly index: number },
): ForeignRun {
  const totals = at(benchmark, 'metrics', 'request_totals') ?? at(benchmark, 'request_totals')
  const count = (status: string): number => numberOf(at(totals, status)) ?? 0
  const strategy = objectOf(at(benchmark, 'config', 'strategy')) ?? objectOf(at(benchmark, 'scheduler', 'strategy'))
  const succeeded = count('successful')
  const failed = count('errored')
  const total = (metric: string): number => numberOf(at(benchmark, 'metrics', metric, 'successful', 'total_sum')) ?? 0
  const duration = numberOf(benchmark['duration'])
  const again = countsAgain(benchmark)
  return {
    tool: 'guidellm',
    toolVersion: version,
    name: nameOf(strategy, index),
    model: modelOf(report, benchmark),
    startedAt: isoDate((numberOf(benchmark['start_time']) ?? 0) * 1000),
    kind: 'chat',
    concurrency: concurrencyOf(strategy, benchmark),
    succeeded,
    failed,
    requests: requestsOf(benchmark, succeeded, failed),
    gaps: new Float64Array(),
    points: {
      ...pointsUnder('latency', summaryOf(benchmark, 'request_latency'), 1000),
      ...pointsUnder('ttft', summaryOf(benchmark, 'time_to_first_token_ms'), 1),
      ...pointsUnder('ttfv', summaryOf(benchmark, 'time_to_first_output_token_ms'), 1),
    },
    tokens: {
      input: total('prompt_token_count'),
      output: total('output_token_count'),
      source: again ? 'tokenizer' : 'usage',
    },
    windowMs: duration === null ? null : duration * 1000,
  }
}

/** Whether tokens are counted in the text by its tokenizer, although the server may send its own count. */
function countsAgain(benchmark: JsonObject): boolean {
  return at(benchmark, 'config', 'prefer_response_metrics') === false
}

function nameOf(strategy: JsonObject | null, index: number): string {
  const type = textOf(strategy?.['type_']) ?? `benchmark ${index + 1}`
  const rate = numberOf(strategy?.['rate'])
  const streams = numberOf(strategy?.['streams'])
  const load = rate === null ? streams : rate
  return load === null ? type : `${type} ${load}`
}

function modelOf(report: JsonObject, benchmark: JsonObject): string {
  return (
    textOf(at(benchmark, 'config', 'backend', 'model')) ??
    textOf(at(report, 'args', 'model')) ??
    textOf(at(report, 'args', 'backend_kwargs', 'model')) ??
    textOf(at(report, 'args', 'processor')) ??
    'unknown model'
  )
}

function concurrencyOf(strategy: JsonObject | null, benchmark: JsonObject): number {
  if (strategy?.['type_'] === 'synchronous') return 1
  const declared = numberOf(strategy?.['streams']) ?? numberOf(strategy?.['max_concurrency'])
  const observed = numberOf(at(benchmark, 'metrics', 'request_concurrency', 'successful', 'max'))
  return Math.max(1, Math.round(declared ?? observed ?? 1))
}

/** All requests of the measured window; null where the report has none, or a sample of them only. */
function requestsOf(benchmark: JsonObject, succeeded: number, failed: number): readonly ForeignRequest[] | null {
  const successful = listOf(at(benchmark, 'requests', 'successful')) ?? []
  const errored = listOf(at(benchmark, 'requests', 'errored')) ?? []
  if (successful.length === 0 || successful.length < succeeded || errored.length < failed) return null
  const good = successful.map((request) => requestOf(request, false))
  const bad = errored.map((request) => requestOf(request, true))
  const known = [...good, ...bad].filter((request) => request !== null)
  return known.length === successful.length + errored.length ? known : null
}

function requestOf(request: unknown, failed: boolean): ForeignRequest | null {
  const timings = objectOf(at(request, 'info', 'timings')) ?? objectOf(at(request, 'scheduler_info', 'request_timings'))
  const stamp = (...names: readonly string[]): number | null => {
    for (const name of names) {
      const seconds = numberOf(timings?.[name])
      if (seconds !== null) return seconds * 1000
    }
    return null
  }
  const sent = stamp('request_start', 'resolve_start')
  const end = stamp(...(failed ? [] : ['last_token_iteration', 'last_iteration']), 'request_end', 'resolve_end')
  if (sent === null || end === null) return null
  const first = stamp('first_token_iteration', 'first_iteration')
  return {
    intended: stamp('targeted_start') ?? sent,
    sent,
    first,
    firstVisible: stamp('first_output_token_iteration'),
    end,
    inputTokens: numberOf(at(request, 'prompt_tokens')) ?? 0,
    outputTokens: numberOf(at(request, 'output_tokens')) ?? 0,
    failed,
  }
}

function summaryOf(benchmark: JsonObject, metric: string): JsonObject | null {
  return objectOf(at(benchmark, 'metrics', metric, 'successful'))
}

/** Points under our name of the metric; a summary of no values has zeros in it, which are none. */
function pointsUnder<Name extends string>(
  ours: Name,
  summary: JsonObject | null,
  scale: number,
): Partial<Record<Name, ForeignPoints>> {
  const n = numberOf(summary?.['count']) ?? 0
  const median = numberOf(summary?.['median'])
  if (n === 0 || median === null || median === 0) return {}
  const scaled = (value: unknown): number | null => {
    const number = numberOf(value)
    return number === null ? null : number * scale
  }
  const percentile = (name: string): number | null => scaled(at(summary, 'percentiles', name))
  const points: ForeignPoints = {
    n,
    mean: scaled(summary?.['mean']),
    min: scaled(summary?.['min']),
    p50: median * scale,
    p90: percentile('p90'),
    p95: percentile('p95'),
    p99: percentile('p99'),
    max: scaled(summary?.['max']),
    sd: scaled(summary?.['std_dev']),
  }
  return { [ours]: points } as Partial<Record<Name, ForeignPoints>>
}
