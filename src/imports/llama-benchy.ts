import { type ForeignRun, importedRun } from './foreign-run.ts'
import type { ForeignValues } from './foreign-points.ts'
import type { ImportedReport } from './foreign-run.ts'
import { isoDate } from './iso-date.ts'
import { at, type JsonObject, listOf, numberOf, objectOf, textOf } from '../json.ts'
import { listValues } from './list-values.ts'

/**
 * The JSON of llama-benchy. By formula (llama_benchy/results.py), one value a request, in milliseconds and tokens/s:
 * e2e_ttft = first content - start, our ttft; tg_req_throughput = (n - 1) / (end - first content), our decodeSpeed
 * with all tokens streamed and one in the first chunk, and 1000 over it our tpot. ttfr is to the first response of any
 * kind, and the prompt speeds are of that less a latency which was estimated: they are no metrics of ours.
 */
export function importLlamaBenchy(report: JsonObject): ImportedReport {
  const benchmarks = (listOf(report['benchmarks']) ?? []).map(objectOf).filter((benchmark) => benchmark !== null)
  return {
    tool: 'llama-benchy',
    runs: benchmarks.map((benchmark) => importedRun(runOf(report, benchmark))),
    notes: [
      'llama-benchy: prompt speeds are of the first response less an estimated latency and none of our metrics; ' +
        'it writes no latency, and no failed requests',
    ],
  }
}

/** Whether JSON has the fields every report of llama-benchy has. */
export function isLlamaBenchy(report: JsonObject): boolean {
  const first = listOf(report['benchmarks'])?.[0]
  return textOf(report['latency_mode']) !== null && numberOf(at(first, 'prompt_size')) !== null
}

function runOf(report: JsonObject, benchmark: JsonObject): ForeignRun {
  const values = valuesOf(benchmark)
  return {
    tool: 'llama-benchy',
    toolVersion: textOf(report['version']),
    name: nameOf(benchmark),
    model: textOf(report['model']) ?? 'unknown model',
    startedAt: isoDate(textOf(report['timestamp'])?.replace(' ', 'T') ?? null),
    kind: 'chat',
    concurrency: Math.max(1, Math.round(numberOf(benchmark['concurrency']) ?? 1)),
    succeeded: Math.max(0, ...Object.values(values).map(({ length }) => length)),
    failed: 0,
    requests: null,
    gaps: new Float64Array(),
    points: {},
    values,
    // Its counts of tokens are divided by and not written down.
    tokens: { input: null, output: null, source: 'usage' },
    windowMs: null,
  }
}

function valuesOf(benchmark: JsonObject): ForeignValues {
  const list = (name: string, scale: (value: number) => number): Float64Array | null =>
    listValues(at(benchmark, name, 'values'), scale)
  const ttft = list('e2e_ttft', (milliseconds) => milliseconds)
  const decodeSpeed = list('tg_req_throughput', (speed) => speed)
  const tpot = list('tg_req_throughput', (speed) => 1000 / speed)
  return {
    ...(ttft === null ? {} : { ttft }),
    ...(tpot === null ? {} : { tpot }),
    ...(decodeSpeed === null ? {} : { decodeSpeed }),
  }
}

/** Its own name of a test, with the clients: `pp2048 tg32 @ d4096, concurrency 2`. */
function nameOf(benchmark: JsonObject): string {
  const number = (name: string): number => numberOf(benchmark[name]) ?? 0
  const depth = number('context_size')
  const context = benchmark['is_context_prefill_phase'] === true ? 'ctx_' : ''
  const work = `${context}pp${number('prompt_size')} ${context}tg${number('response_size')}`
  return `${work}${depth === 0 ? '' : ` @ d${depth}`}, concurrency ${number('concurrency')}`
}
