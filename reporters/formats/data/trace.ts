import { plainJson } from '../../../src/plain-text.ts'
import type { Report } from '../../../src/record/report.ts'
import type { SampleColumns } from '../../../src/samples/columns.ts'
import type { DataOutput, SamplesOf } from './data-output.ts'
import { namedRuns } from './named-runs.ts'

/** A request of a run that is looked at. */
interface Chosen {
  readonly what: 'slowest' | 'median' | 'failed'
  readonly row: number
}

/** An event of Chrome's Trace Event Format; moments and lengths in microseconds. */
type TraceEvent = Readonly<Record<string, unknown>>

/** The slowest, the median and the first failed request of a run, as far as it has them. */
function chosenOf({ sent, end, failed }: SampleColumns): Chosen[] {
  const latency = (row: number): number => (end[row] as number) - (sent[row] as number)
  const answered = [...sent.keys()]
    .filter((row) => failed[row] !== 1 && Number.isFinite(latency(row)))
    .toSorted((one, other) => latency(one) - latency(other))
  const slowest = answered.at(-1)
  const median = answered[Math.floor((answered.length - 1) / 2)]
  const failure = failed.indexOf(1)
  return [
    ...(slowest === undefined ? [] : [{ what: 'slowest', row: slowest } as const]),
    ...(median === undefined || median === slowest ? [] : [{ what: 'median', row: median } as const]),
    ...(failure === -1 ? [] : [{ what: 'failed', row: failure } as const]),
  ]
}

function named(kind: 'process_name' | 'thread_name', pid: number, tid: number, name: string): TraceEvent {
  return { name: kind, ph: 'M', pid, tid, args: { name } }
}

/** The request as a slice, and its parts in it, on a time axis whose zero is the first request of its run. */
function slicesOf({ what, row }: Chosen, columns: SampleColumns, pid: number, tid: number): TraceEvent[] {
  const moment = (name: 'intended' | 'sent' | 'first' | 'end'): number => columns[name][row] as number
  const zero = Math.min(columns.intended[0] ?? 0, columns.sent[0] ?? 0)
  const slice = (name: string, from: number, to: number, args: TraceEvent = {}): TraceEvent[] =>
    Number.isFinite(from) && to > from
      ? [{ name, cat: 'request', ph: 'X', ts: (from - zero) * 1000, dur: (to - from) * 1000, pid, tid, args }]
      : []
  const [due, sent, first, end] = [moment('intended'), moment('sent'), moment('first'), moment('end')]
  const counts = { request: row + 1, outputTokens: columns.outputTokens[row], latencyMs: end - sent }
  return [
    ...slice(`${what} request`, Math.min(due, sent), end, counts),
    ...slice('waiting to be sent', due, sent),
    ...(Number.isFinite(first)
      ? [...slice('until the first token', sent, first), ...slice('output', first, end)]
      : slice('until the end', sent, end)),
  ]
}

function eventsOf(name: string, columns: SampleColumns, pid: number): TraceEvent[] {
  const events = [named('process_name', pid, 0, name)]
  for (const [order, chosen] of chosenOf(columns).entries()) {
    events.push(named('thread_name', pid, order + 1, chosen.what), ...slicesOf(chosen, columns, pid, order + 1))
  }
  return events
}

function* rendered(report: Report, samplesOf: SamplesOf): Generator<string> {
  const traceEvents = namedRuns(report).flatMap(({ run, name }, index) => {
    const columns = samplesOf(run)
    return columns === null ? [] : eventsOf(name, columns, index + 1)
  })
  yield `${plainJson(JSON.stringify({ displayTimeUnit: 'ms', traceEvents }))}\n`
}

/** The output `trace`: the slowest, the median and the first failed request of each run, as Perfetto opens them. */
export const trace: DataOutput = { name: 'trace', file: 'trace.json', render: rendered }
