import { plainJson } from '../../../src/plain-text.ts'
import type { RequestLensRecord } from '../../../src/record/lens/request-lens.ts'
import type { Report } from '../../../src/record/report.ts'
import type { DataOutput } from './data-output.ts'
import { connectionWords, isOverHttp, lensParts } from '../../charts/run/lens/lens-parts.ts'
import { type NamedRun, namedRuns } from './named-runs.ts'

/** An event of Chrome's Trace Event Format; moments and lengths in microseconds. */
type TraceEvent = Readonly<Record<string, unknown>>

interface Track {
  readonly pid: number
  readonly tid: number
}

function nameEvent(kind: 'process_name' | 'thread_name', track: Track, name: string): TraceEvent {
  return { name: kind, ph: 'M', ...track, args: { name } }
}

/** The request as a slice, its parts in it, and a moment for each chunk; the zero is the first request of its run. */
function requestEvents(lens: RequestLensRecord, isHttp: boolean, track: Track): TraceEvent[] {
  const { what, request, startMs, endMs, overMs, chunkMs, failure } = lens
  const ts = (ms: number): number => Math.round((startMs + ms) * 1000)
  const slice = (name: string, from: number, to: number, args: TraceEvent = {}): TraceEvent[] =>
    to > from ? [{ name, cat: 'request', ph: 'X', ts: ts(from), dur: ts(to) - ts(from), ...track, args }] : []
  const { chunks, outputTokens } = lens
  const connection = connectionWords(lens, isHttp)
  return [
    ...slice(`${what} request`, 0, Math.max(endMs, overMs), { request, chunks, outputTokens, failure, connection }),
    ...lensParts(lens).flatMap(({ name, from, to }) => slice(name, from, to)),
    ...slice('until its client was free', endMs, overMs),
    ...chunkMs.map((at) => ({
      name: 'chunk',
      cat: 'chunk',
      ph: 'i',
      s: 't',
      ts: ts(at),
      pid: track.pid,
      tid: track.tid,
    })),
  ]
}

function runEvents({ run, name }: NamedRun, lenses: readonly RequestLensRecord[], pid: number): TraceEvent[] {
  const events = [nameEvent('process_name', { pid, tid: 0 }, name)]
  for (const [order, lens] of lenses.entries()) {
    const track = { pid, tid: order + 1 }
    events.push(nameEvent('thread_name', track, lens.what), ...requestEvents(lens, isOverHttp(run), track))
  }
  return events
}

function* rendered(report: Report): Generator<string> {
  const traceEvents = namedRuns(report).flatMap((named, index) => {
    // A report of an earlier version has none.
    const lenses = (named.run.lenses as RequestLensRecord[] | undefined) ?? []
    return lenses.length === 0 ? [] : runEvents(named, lenses, index + 1)
  })
  yield `${plainJson(JSON.stringify({ displayTimeUnit: 'ms', traceEvents }))}\n`
}

/** The output `trace`: the slowest, the median and the first failed request of each run, as Perfetto opens them. */
export const trace: DataOutput = { name: 'trace', file: 'trace.json', render: rendered }
