import { markdownTable } from 'markdown-table'
import { type PairedFigure, pairedRatio } from '../paired.ts'
import { meanOf } from './mean.ts'
import type { PeerRow } from './row.ts'

/** The client that the others are set beside. */
export const oursName = 'ours'

const head = [
  'streams',
  'client',
  'rounds',
  'TTFT error, ms',
  'ours / client [90 %]',
  'TPOT error, %',
  'CPU, s',
  'memory, MB',
  'server late, ms',
]

/** A table in Markdown: a row for each client at each number of streams, ours first. */
export function peersTable(rows: readonly PeerRow[]): string {
  const byStreams = [...Map.groupBy(rows, ({ streams }) => streams)].toSorted(([a], [b]) => a - b)
  const body = byStreams.flatMap(([streams, there]) => {
    const byClient = Map.groupBy(there, ({ client }) => client)
    const ours = byClient.get(oursName) ?? []
    const clients = [...byClient].toSorted(([a, first], [b, second]) =>
      a === oursName ? -1 : b === oursName ? 1 : meanOf(errors(first)) - meanOf(errors(second)),
    )
    return clients.map(([client, its]) => [
      streams.toLocaleString('en-US'),
      client,
      String(its.length),
      meanOf(errors(its)).toFixed(2),
      client === oursName ? '' : ratioWords(ours, its),
      (100 * meanOf(its.map(({ tpotErrorShare }) => tpotErrorShare))).toFixed(3),
      meanOf(its.map(({ cpuMs }) => cpuMs / 1000)).toFixed(1),
      (Math.max(...its.map(({ peakBytes }) => peakBytes)) / 1e6).toFixed(0),
      meanOf(its.map(({ latenessMs }) => latenessMs)).toFixed(2),
    ])
  })
  return markdownTable([head, ...body], { align: ['r', 'l', 'r', 'r', 'l', 'r', 'r', 'r', 'r'] })
}

/** The ratio of the errors of the time to first token over the rounds that both made; null where one is not above 0. */
export function errorRatio(ours: readonly PeerRow[], theirs: readonly PeerRow[]): PairedFigure | null {
  const own = new Map(ours.map((row) => [roundOf(row), row.ttftErrorMs]))
  const pairs = theirs.flatMap((row) => {
    const error = own.get(roundOf(row))
    return error === undefined ? [] : [[error, row.ttftErrorMs] as const]
  })
  if (pairs.length < 2 || pairs.some((pair) => pair.some((error) => error <= 0))) return null
  return pairedRatio(pairs)
}

function roundOf({ launch, round }: PeerRow): string {
  return `${launch} ${round}`
}

function ratioWords(ours: readonly PeerRow[], theirs: readonly PeerRow[]): string {
  const ratio = errorRatio(ours, theirs)
  if (ratio === null) return '-'
  const { point, low, high, pairs } = ratio
  // Few rounds have a point only.
  const interval = low === high ? '' : ` [${low.toFixed(2)}, ${high.toFixed(2)}]`
  return `${point.toFixed(2)}${interval} (${pairs})`
}

function errors(rows: readonly PeerRow[]): number[] {
  return rows.map(({ ttftErrorMs }) => ttftErrorMs)
}
