import { type ForeignRequest, type ForeignRun, type ImportedRun, importedRun } from './foreign-run.ts'
import { isoDate } from './iso-date.ts'
import { at, type JsonObject, listOf, numberOf, numbersOf, textOf } from '../json.ts'
import type { ForeignPoints } from './foreign-points.ts'
import type { ImportedReport } from './foreign-run.ts'

/**
 * The result of `vllm bench serve --save-result`. By formula (vllm/benchmarks/serve.py):
 * ttft = first chunk - sent; tpot = (latency - ttft) / (n - 1), n >= 2, which is our tpot with all tokens
 * streamed and one in the first chunk; itl = gaps between chunks, pooled, which is our interChunk;
 * e2el = last chunk - sent, which is our latency. Its e2el begins when a request has passed the client's
 * queue, and so does our `sent`; the time in that queue makes our `response`. Times are seconds in lists
 * and milliseconds in summaries.
 */
export function importVllm(report: JsonObject): ImportedReport {
  const chat = (textOf(report['backend']) ?? textOf(report['endpoint_type']) ?? '').includes('chat')
  const requests = requestsOf(report)
  const run: ForeignRun = {
    tool: 'vllm bench serve',
    toolVersion: null,
    name: nameOf(report),
    model: textOf(report['model_id']) ?? 'unknown model',
    startedAt: dateOf(textOf(report['date'])),
    kind: chat ? 'chat' : 'completion',
    concurrency:
      numberOf(report['max_concurrency']) ??
      numberOf(report['max_concurrent_requests']) ??
      Math.max(1, numberOf(report['num_prompts']) ?? 1),
    firstSends: firstSendsOf(report),
    succeeded: numberOf(report['completed']) ?? 0,
    failed: failedOf(report, requests),
    requests,
    gaps: gapsOf(report),
    points: {
      ...pointsUnder('ttft', 'ttft', report),
      ...pointsUnder('tpot', 'tpot', report),
      ...pointsUnder('interChunk', 'itl', report),
      ...pointsUnder('latency', 'e2el', report),
    },
    tokens: {
      input: numberOf(report['total_input_tokens']) ?? 0,
      output: numberOf(report['total_output_tokens']) ?? 0,
      source: 'usage',
    },
    windowMs: milliseconds(numberOf(report['duration'])),
  }
  return { tool: 'vLLM', runs: [importedRun(run) satisfies ImportedRun], notes: notesOf(run, chat) }
}

/** Whether JSON has the fields every result of `vllm bench serve` has. */
export function isVllm(report: JsonObject): boolean {
  return (
    textOf(report['model_id']) !== null &&
    numberOf(report['completed']) !== null &&
    numberOf(report['request_throughput']) !== null
  )
}

function notesOf({ requests, firstSends, concurrency }: ForeignRun, chat: boolean): string[] {
  return [
    ...(firstSends === 'at-once'
      ? [`vLLM: all clients began at once, as concurrent(${concurrency}, { rampUp: 0 }) has it: ttft is of that load`]
      : []),
    ...(requests === null ? ['vLLM: no samples, points only; run it with --save-detailed to have them'] : []),
    ...(chat
      ? ['vLLM: ttft of a chat is to the first chunk, an empty role chunk included, and can be shorter than ours']
      : []),
  ]
}

/** With a rate requests begin when they arrive; without one as many begin together as may be in flight. */
function firstSendsOf(report: JsonObject): 'at-once' | null {
  return report['request_rate'] === 'inf' && numberOf(report['max_concurrency']) !== null ? 'at-once' : null
}

function nameOf(report: JsonObject): string {
  const rate = report['request_rate']
  const clients = numberOf(report['max_concurrency'])
  const load = [
    typeof rate === 'number' ? `${rate} requests/s` : null,
    clients === null ? null : `concurrency ${clients}`,
  ].filter((part) => part !== null)
  return [textOf(report['label']), load.length === 0 ? 'all at once' : load.join(', ')]
    .filter((part) => part !== null)
    .join(' ')
}

/** Every request of the report; null unless it was saved with --save-detailed. */
function requestsOf(report: JsonObject): readonly ForeignRequest[] | null {
  const ttfts = numbersOf(report['ttfts'])
  const outputs = numbersOf(report['output_lens'])
  const itls = listOf(report['itls'])
  const inputs = numbersOf(report['input_lens'])
  const errors = listOf(report['errors'])
  const latencies = numbersOf(report['latencies'])
  const starts = numbersOf(report['start_times'])
  const queues = numbersOf(report['queue_times'])
  if (ttfts === null || outputs === null || itls === null) return null
  return ttfts.map((ttft, row): ForeignRequest => {
    const sent = milliseconds(starts?.[row] ?? null) ?? 0
    const gaps = numbersOf(itls[row]) ?? []
    // Older versions give no latency: it is the sum of its parts.
    const latency = latencies?.[row] ?? (ttft ?? 0) + gaps.reduce<number>((sum, gap) => sum + (gap ?? 0), 0)
    const outputTokens = outputs[row] ?? 0
    const failed = textOf(errors?.[row]) !== null || outputTokens === 0
    const streamed = ttft !== null && ttft > 0
    return {
      intended: sent - (milliseconds(queues?.[row] ?? null) ?? 0),
      sent,
      first: streamed ? sent + ttft * 1000 : null,
      firstVisible: null,
      end: sent + latency * 1000,
      inputTokens: inputs?.[row] ?? 0,
      outputTokens,
      failed,
    }
  })
}

function failedOf(report: JsonObject, requests: readonly ForeignRequest[] | null): number {
  if (requests !== null) return requests.filter(({ failed }) => failed).length
  const asked = numberOf(report['num_prompts'])
  const completed = numberOf(report['completed']) ?? 0
  return numberOf(report['failed']) ?? (asked === null ? 0 : Math.max(0, asked - completed))
}

function gapsOf(report: JsonObject): Float64Array {
  const gaps = (listOf(report['itls']) ?? []).flatMap((list) => numbersOf(list) ?? [])
  return Float64Array.from(gaps.flatMap((gap) => (gap === null ? [] : [gap * 1000])))
}

/** Points under our name of the metric `theirs`; nothing where the report has none. */
function pointsUnder<Name extends string>(
  ours: Name,
  theirs: string,
  report: JsonObject,
): Partial<Record<Name, ForeignPoints>> {
  const value = (statistic: string): number | null => numberOf(at(report, `${statistic}_${theirs}_ms`))
  const n = numberOf(report['completed']) ?? 0
  if (value('median') === null || n === 0) return {}
  const points: ForeignPoints = {
    n,
    mean: value('mean'),
    p50: value('median'),
    p90: value('p90'),
    p95: value('p95'),
    p99: value('p99'),
    sd: value('std'),
  }
  return { [ours]: points } as Partial<Record<Name, ForeignPoints>>
}

function milliseconds(seconds: number | null): number | null {
  return seconds === null ? null : seconds * 1000
}

/** The ISO form of `20251122-081500`, local time without a zone, taken as UTC; or of the Rust client's ISO date. */
function dateOf(date: string | null): string {
  const parts = /^(\d{4})(\d{2})(\d{2})-(\d{2})(\d{2})(\d{2})$/u.exec(date ?? '')
  if (parts === null) return isoDate(date)
  const [, year, month, day, hour, minute, second] = parts
  return `${year}-${month}-${day}T${hour}:${minute}:${second}.000Z`
}
