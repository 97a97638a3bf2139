import { formatCount, formatNumber, formatShare } from '../figures.ts'
import type { ErrorFigures } from '../selfcheck/clock-errors.ts'
import { honestFromMs, rateLevel, streamsLevel } from '../selfcheck/judge.ts'
import type { KnownAnswer } from '../selfcheck/known-answer.ts'
import type { RateFigures } from '../selfcheck/measure-rate.ts'
import type { SelfcheckResult } from '../selfcheck/selfcheck.ts'
import type { StreamsFigures } from '../selfcheck/streams-figures.ts'
import { alignRows } from '../text-table.ts'

/** Table and conclusion of a self-check. */
export function selfcheckText({
  machine,
  answer,
  streams,
  open,
  contradictions,
  conclusion,
  definitions,
}: SelfcheckResult): string {
  return [
    `${machine.cores} x ${machine.cpu}, Node ${machine.node}; mock server: ${answer.ttftMs} ms to the first token, ` +
      `${answer.interTokenMs} ms between tokens, ${answer.tokens} tokens`,
    'errors in ms as mean / p50 / p99; CPU in µs a chunk of the client, user + system',
    '',
    ...(streams.length === 0
      ? []
      : [
          streamsTable(
            streams.map((figures) => ({ client: null, figures })),
            answer,
          ),
          '',
        ]),
    ...(open === null ? [] : [rateTable(open, answer), '']),
    `against server: ${definitions.ttftAgainstServer}`,
    `against ${formatNumber(answer.ttftMs)} ms: ${definitions.ttftAgainstProgrammed}`,
    `one way: ${definitions.delivery}`,
    `gaps: ${definitions.gapAgainstServer}`,
    '',
    ...contradictions.map((sentence) => `WRONG: ${sentence}`),
    conclusion,
  ].join('\n')
}

/** A row of {@link streamsTable}; `client` is named where clients are compared. */
export interface StreamsRow {
  readonly client: string | null
  readonly figures: StreamsFigures
}

/** The table of closed loads, a row for each. */
export function streamsTable(rows: readonly StreamsRow[], answer: KnownAnswer): string {
  const named = rows.some(({ client }) => client !== null)
  const head = [
    'streams',
    'requests',
    'chunks/s',
    'of programmed',
    'TTFT against server',
    `against ${formatNumber(answer.ttftMs)} ms`,
    'one way',
    'gaps',
    'CPU',
    'lag p99',
    'cores: client, server',
    'honest from TTFT of',
    'level',
  ]
  const table = rows.map(({ client, figures }) => [
    ...(named ? [client ?? ''] : []),
    formatCount(figures.streams),
    formatCount(figures.requests),
    formatCount(figures.chunksPerSecond),
    formatShare(figures.chunksPerSecond / figures.programmedChunksPerSecond),
    errorCell(figures.errors.ttftAgainstServer),
    errorCell(figures.errors.ttftAgainstProgrammed),
    errorCell(figures.errors.delivery),
    formatNumber(figures.errors.gapAgainstServer.meanMs),
    `${formatNumber(figures.userMicrosecondsPerChunk)} + ${formatNumber(figures.systemMicrosecondsPerChunk)}`,
    formatNumber(figures.lagP99Ms),
    `${formatNumber(figures.clientCores)}, ${formatNumber(figures.serverCores)}`,
    `${formatNumber(honestFromMs(figures))} ms`,
    streamsLevel(figures, answer),
  ])
  return alignRows([named ? ['client', ...head] : head, ...table]).join('\n')
}

function rateTable(open: RateFigures, answer: KnownAnswer): string {
  return alignRows([
    ['open load', 'requests', 'asked/s', 'achieved/s', 'schedule lag', 'TTFT against server', 'level'],
    [
      `Poisson, ${open.perSecond}/s`,
      formatCount(open.requests),
      formatNumber(open.askedPerSecond),
      formatNumber(open.achievedPerSecond),
      errorCell(open.lag),
      errorCell(open.errors.ttftAgainstServer),
      rateLevel(open, answer),
    ],
  ]).join('\n')
}

function errorCell({ meanMs, p50Ms, p99Ms }: ErrorFigures): string {
  return `${formatNumber(meanMs)} / ${formatNumber(p50Ms)} / ${formatNumber(p99Ms)}`
}
