import type { JsonNumber } from '../../../../src/record/figure.ts'
import type { RunRecord } from '../../../../src/record/run.ts'
import type { ServerFiguresRecord } from '../../../../src/record/server.ts'
import { formatCount, formatDuration, formatNumber, none } from '../../../../src/figures.ts'
import { estimatedMark } from '../../../words/token-figure.ts'
import { escapeCell } from '../escape.ts'
import { blocks } from '../section.ts'
import { type Column, table } from '../table.ts'

interface Figure {
  readonly name: string
  readonly ours: string
  readonly theirs: string
  /** Our figure less theirs, in milliseconds; null where the two are not of the same time. */
  readonly differenceMs: number | null
}

const columns: readonly Column<Figure>[] = [
  { heading: 'Figure', cell: ({ name }) => name },
  { heading: 'Ours', align: 'right', cell: ({ ours }) => ours },
  { heading: "The server's", align: 'right', cell: ({ theirs }) => theirs },
  {
    heading: 'Ours are longer by',
    align: 'right',
    cell: ({ differenceMs }) => (differenceMs === null ? none : `${formatNumber(differenceMs)} ms`),
  },
]

function time(name: string, ours: JsonNumber, theirs: JsonNumber): Figure[] {
  if (theirs === null) return []
  const differenceMs = ours === null ? null : ours - theirs
  return [{ name, ours: inMs(ours), theirs: inMs(theirs), differenceMs }]
}

function count(name: string, ours: JsonNumber, theirs: JsonNumber): Figure[] {
  return theirs === null ? [] : [{ name, ours: formatCount(ours), theirs: formatCount(theirs), differenceMs: null }]
}

/** Drafted tokens, of a server that drafts; a report of an earlier version does not know. */
function drafts({ tokens: { speculation } }: RunRecord, server: ServerFiguresRecord): Figure[] {
  if ((server.draftTokens ?? 0) === 0) return []
  // What was taken from its counters is no figure of ours.
  const ours =
    speculation?.source === 'server' && speculation.interval === null && speculation.prompts === undefined
      ? undefined
      : speculation
  return [
    ...count('Drafted tokens', ours?.drafted ?? null, server.draftTokens),
    ...count('Drafted tokens that were accepted', ours?.accepted ?? null, server.acceptedTokens),
  ]
}

function inMs(value: JsonNumber): string {
  return value === null ? none : `${formatNumber(value)} ms`
}

/** A sum of the server's, told a request where it says how many requests it is of, else in all. */
function sum(name: string, milliseconds: JsonNumber, { requests }: ServerFiguresRecord): Figure[] {
  if (milliseconds === null) return []
  const each = requests !== null && requests > 0
  const theirs = each ? inMs(milliseconds / requests) : formatDuration(milliseconds)
  return [{ name: each ? `${name}, mean` : `${name}, in all`, ours: none, theirs, differenceMs: null }]
}

/** A server's own figures beside ours, with their differences; null where it tells none. */
export function serverFigures(run: RunRecord): string | null {
  const { server, metrics, requests, tokens } = run
  if (server === null) return null
  const heading = `**The server's own figures** (${escapeCell(server.server)})`
  // Reports of earlier versions know no reason.
  const dropped = server.dropped ?? null
  if (dropped !== null) return blocks(heading, `Left out: ${escapeCell(dropped)}.`)
  const figures = [
    ...count('Requests', requests.attempted, server.requests),
    ...count('Input tokens', tokens.input, server.promptTokens),
    ...count('Input tokens from its cache', tokens.cached, server.cachedTokens),
    ...count(`Output tokens${estimatedMark(run)}`, tokens.output, server.generatedTokens),
    ...time('TTFT, mean', metrics.ttft.mean, server.meanTtftMs),
    ...time(`TPOT${estimatedMark(run)}, mean`, metrics.tpot.mean, server.meanTpotMs),
    ...time('Between tokens (chunks), mean', metrics.interChunk.mean, server.meanInterTokenMs),
    ...time('Latency, mean', metrics.latency.mean, server.meanLatencyMs),
    ...time('Waiting for a place in its batch, mean', null, server.meanQueueMs),
    ...sum('Prefill', server.prefillMs, server),
    ...sum('Decoding', server.decodeMs, server),
    ...drafts(run, server),
    ...count('Requests that lost their place (preempted)', null, server.preemptions),
    ...(server.meanBatch === null
      ? []
      : [{ name: 'Requests in a step, mean', ours: none, theirs: formatNumber(server.meanBatch), differenceMs: null }]),
  ]
  if (figures.length === 0) return null
  return blocks(heading, table(columns, figures), captionOf(server, requests, figures))
}

function captionOf(
  server: ServerFiguresRecord,
  { attempted, succeeded }: RunRecord['requests'],
  figures: readonly Figure[],
): string {
  // Failed requests may not be in its count.
  const others = server.requests !== null && (server.requests > attempted || server.requests < succeeded)
  const differences = figures.flatMap(({ differenceMs }) => differenceMs ?? [])
  return [
    `Read from its metrics before and after, over ${formatDuration(server.windowMs)}: ` +
      'they hold for everything it served in that time, whoever asked.',
    ...(others
      ? [
          `It counts ${formatCount(server.requests)} requests where we made ${formatCount(attempted)}: ` +
            'the two columns are not of the same requests.',
        ]
      : []),
    ...(differences.some((difference) => difference > 0)
      ? [
          'Its clock starts when it has read a request and stops when it has a token: ' +
            'what ours are longer by is the network, HTTP on both sides, and the client.',
        ]
      : []),
    ...(differences.some((difference) => difference < 0)
      ? ['Where ours are shorter, it rounds, counts failed requests too, or served others as well.']
      : []),
  ].join(' ')
}
