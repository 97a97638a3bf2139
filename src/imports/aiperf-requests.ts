import { type ForeignRequest, type ForeignRun, importedRun } from './foreign-run.ts'
import type { ImportedReport } from './foreign-run.ts'
import { isoDate } from './iso-date.ts'
import { mostInFlight } from './most-in-flight.ts'
import { recountedNote } from './tokens-words.ts'
import { formatCount } from '../figures.ts'
import { at, type JsonObject, listOf, numberOf, numbersOf, objectOf } from '../json.ts'

/**
 * The requests of AIPerf, `profile_export.jsonl`: one a line, by the formulas of its summary. Where the server's usage
 * is in every answer, output tokens are those; else what AIPerf's tokenizer counted in the text.
 */
export function importAiperfRequests(lines: readonly JsonObject[]): ImportedReport {
  const measured = lines.filter((line) => at(line, 'metadata', 'benchmark_phase') !== 'warmup')
  const cancelled = measured.filter((line) => at(line, 'metadata', 'was_cancelled') === true)
  const whole = measured.filter((line) => at(line, 'metadata', 'was_cancelled') !== true)
  const good = whole.filter((line) => !isFailed(line))
  const counts = countsOf(good)
  const read = whole.map((line) => requestOf(line, counts.field))
  const requests = read.filter((request) => request !== null)
  const succeeded = requests.filter(({ failed }) => !failed)
  const run: ForeignRun = {
    tool: 'aiperf',
    toolVersion: null,
    name: 'profile',
    model: 'unknown model',
    startedAt: isoDate(requests.reduce<number | null>((first, { sent }) => Math.min(first ?? sent, sent), null)),
    kind: 'chat',
    concurrency: mostInFlight(requests),
    succeeded: succeeded.length,
    failed: requests.length - succeeded.length,
    requests,
    gaps: Float64Array.from(good.flatMap(gapsOf)),
    points: {},
    tokens: {
      input: sumOf(succeeded, ({ inputTokens }) => inputTokens),
      output: sumOf(succeeded, ({ outputTokens }) => outputTokens),
      source: counts.field === serverCount ? 'usage' : 'tokenizer',
    },
    windowMs: null,
  }
  return {
    tool: 'AIPerf',
    runs: [importedRun(run)],
    notes: notesOf(counts, cancelled.length, read.length - requests.length),
  }
}

/** Whether JSON has the fields every request of AIPerf has. */
export function isAiperfRequest(line: JsonObject): boolean {
  return numberOf(at(line, 'metadata', 'request_start_ns')) !== null && objectOf(line['metrics']) !== null
}

const serverCount = 'usage_completion_tokens'
const ownCount = 'output_sequence_length'

interface OutputCounts {
  /** Field of the output tokens that are taken. */
  readonly field: typeof serverCount | typeof ownCount
  readonly own: number | null
  readonly server: number | null
}

function countsOf(good: readonly JsonObject[]): OutputCounts {
  const counted = good.length > 0 && good.every((line) => metric(line, serverCount) !== null)
  return {
    field: counted ? serverCount : ownCount,
    own: sumOf(good, (line) => metric(line, ownCount)),
    server: counted ? sumOf(good, (line) => metric(line, serverCount)) : null,
  }
}

function notesOf({ field, own, server }: OutputCounts, cancelled: number, unread: number): string[] {
  const notes = ['AIPerf: its requests name no model and no load: compare them with those of the same run']
  if (field === ownCount) notes.push(recountedNote('AIPerf', own, null))
  else if (own !== null && server !== null && own !== server) {
    notes.push(
      `AIPerf: its own figures a token are of ${formatCount(own)} output tokens, which another tokenizer counted in ` +
        `the text; here they are of the ${formatCount(server)} that the server counted`,
    )
  }
  if (cancelled > 0) notes.push(`AIPerf: left out were ${formatCount(cancelled)} that it cancelled itself`)
  if (unread > 0) notes.push(`AIPerf: left out were ${formatCount(unread)} without times that can be`)
  return notes
}

function isFailed(line: JsonObject): boolean {
  return line['error'] !== undefined && line['error'] !== null
}

/** A metric of a request in milliseconds, or in tokens; null where it has none, or one that cannot be. */
function metric(line: JsonObject, name: string): number | null {
  const value = numberOf(at(line, 'metrics', name, 'value'))
  return value === null || value < 0 ? null : value
}

function requestOf(line: JsonObject, count: string): ForeignRequest | null {
  const stamp = (name: string): number | null => {
    const nanoseconds = numberOf(at(line, 'metadata', name))
    return nanoseconds === null || nanoseconds < 0 ? null : nanoseconds / 1e6
  }
  const [sent, failed, latency] = [stamp('request_start_ns'), isFailed(line), metric(line, 'request_latency')]
  if (sent === null) return null
  const end = latency === null ? stamp('request_end_ns') : sent + latency
  const outputTokens = metric(line, count) ?? 0
  if (end === null || end < sent || (!failed && latency === null)) return null
  const after = (name: string): number | null => {
    const milliseconds = metric(line, name)
    return milliseconds === null ? null : sent + milliseconds
  }
  return {
    intended: Math.min(sent, stamp('credit_issued_ns') ?? sent),
    sent,
    first: after('time_to_first_token'),
    firstVisible: after('time_to_first_output_token'),
    end,
    inputTokens: metric(line, 'usage_prompt_tokens') ?? metric(line, 'input_sequence_length'),
    outputTokens,
    failed,
  }
}

function gapsOf(line: JsonObject): number[] {
  const values = at(line, 'metrics', 'inter_chunk_latency', 'value')
  return listOf(values) === null ? [] : (numbersOf(values) ?? []).filter((gap) => gap !== null)
}

function sumOf<Item>(items: readonly Item[], value: (item: Item) => number | null): number | null {
  if (items.some((item) => value(item) === null)) return null
  return items.reduce((sum, item) => sum + (value(item) ?? 0), 0)
}
