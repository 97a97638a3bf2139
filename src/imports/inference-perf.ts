import { type ForeignRun, importedRun } from './foreign-run.ts'
import type { ForeignPoints } from './foreign-points.ts'
import type { ImportedReport } from './foreign-run.ts'
import { recountedNote } from './tokens-words.ts'
import { isoDate } from './iso-date.ts'
import { at, type JsonObject, numberOf, objectOf } from '../json.ts'

/**
 * The summary of inference-perf, `summary_lifecycle_metrics.json` or that of a stage. By formula (its
 * docs/metrics.md), in seconds: request_latency = completion - send, our latency; time_to_first_token = first
 * output that is not empty - send, our ttft; time_per_output_token = (latency - ttft) / (n - 1), our tpot with all
 * tokens streamed and one in the first chunk, where n is by default what a tokenizer counts in the text.
 * normalized_time_per_output_token has the first token in it, and inter_token_latency shares a chunk out among its
 * tokens: neither is a metric of ours.
 */
export function importInferencePerf(report: JsonObject): ImportedReport {
  const good = objectOf(report['successes'])
  const succeeded = numberOf(at(good, 'count')) ?? 0
  const failed = numberOf(at(report, 'failures', 'count')) ?? 0
  const seconds = numberOf(report['benchmark_time_seconds'])
  const counted = countedOutput(good, succeeded, seconds)
  const points = (metric: string): ForeignPoints | null => pointsOf(at(good, 'latency', metric), succeeded)
  const run: ForeignRun = {
    tool: 'inference-perf',
    toolVersion: null,
    name: nameOf(report),
    model: 'unknown model',
    startedAt: isoDate(null),
    kind: 'chat',
    concurrency: Math.max(1, Math.round(numberOf(at(report, 'load_summary', 'concurrency')) ?? 1)),
    succeeded,
    failed,
    requests: null,
    gaps: new Float64Array(),
    points: Object.fromEntries(
      (['latency', 'ttft', 'tpot'] as const).flatMap((name) => {
        const found = points(theirs[name])
        return found === null ? [] : [[name, found]]
      }),
    ),
    tokens: {
      input: numberOf(at(good, 'prompt_tokens', 'total')),
      output: counted.figures,
      source: counted.again ? 'tokenizer' : 'usage',
    },
    windowMs: seconds === null ? null : seconds * 1000,
  }
  return {
    tool: 'inference-perf',
    runs: [importedRun(run)],
    notes: [
      'inference-perf: its summary has no samples, points only, and names no model and no load',
      ...(counted.again ? [recountedNote('inference-perf', counted.figures, counted.server)] : []),
    ],
  }
}

/** Whether JSON has the fields every summary of inference-perf has. */
export function isInferencePerf(report: JsonObject): boolean {
  return numberOf(at(report, 'successes', 'count')) !== null && objectOf(report['load_summary']) !== null
}

const theirs = { latency: 'request_latency', ttft: 'time_to_first_token', tpot: 'time_per_output_token' } as const

/** Shares by which a count may differ from what its rate says, for rounding and for the window's ends. */
const rounding = 0.005

interface CountedOutput {
  /** Output tokens that the tool's figures are divided by. */
  readonly figures: number | null
  readonly server: number | null
  /** Whether `figures` are another tokenizer's. */
  readonly again: boolean
}

/**
 * Whose tokens the figures rest on: the report has both counts, and its rate tells which of them is meant. Nothing
 * shows the server's to be meant where it sent none, or where older versions do not name it.
 */
function countedOutput(good: JsonObject | null, succeeded: number, seconds: number | null): CountedOutput {
  const perRequest = numberOf(at(good, 'output_len', 'mean'))
  const own = perRequest === null ? null : perRequest * succeeded
  const server = numberOf(at(good, 'output_tokens', 'total'))
  const rate = numberOf(at(good, 'throughput', 'output_tokens_per_sec'))
  const byRate = rate === null || seconds === null ? null : rate * seconds
  const fallback = numberOf(at(good, 'client_fallback_requests', 'output')) ?? 0
  const isServers = server !== null && byRate !== null && Math.abs(byRate - server) <= rounding * server
  if (isServers && fallback === 0) return { figures: server, server, again: false }
  return { figures: own ?? byRate ?? server, server: fallback === 0 ? server : null, again: true }
}

function nameOf(report: JsonObject): string {
  const rate = numberOf(at(report, 'load_summary', 'requested_rate'))
  return rate === null ? 'summary' : `${rate} requests/s`
}

function pointsOf(result: unknown, succeeded: number): ForeignPoints | null {
  const value = (name: string): number | null => {
    const seconds = numberOf(at(result, name))
    return seconds === null ? null : seconds * 1000
  }
  if (value('median') === null || succeeded === 0) return null
  return {
    n: succeeded,
    mean: value('mean'),
    min: value('min'),
    p50: value('median'),
    p90: value('p90'),
    p95: value('p95'),
    p99: value('p99'),
    max: value('max'),
  }
}
