import { describe, expect, profile, test } from 'vitest-llm-bench'
import { streamsTable, type StreamsRow } from '../../src/cli/selfcheck-text.ts'
import { contradictions } from '../../src/selfcheck/judge.ts'
import type { StreamsFigures } from '../../src/selfcheck/streams-figures.ts'
import { certificate } from '../../test/support/certificate.ts'
import { type ClockTrial, clockTrial } from '../support/clock-trial.ts'
import { overheadSize } from '../support/overhead-size.ts'
import { pairedRatio, shown } from '../support/paired.ts'

const seconds = Math.max(1, 5 * overheadSize())
const pairs = Math.max(2, Math.round(6 * overheadSize()))
const comparedStreams = 100

interface Pair {
  readonly ours: StreamsFigures
  readonly plain: StreamsFigures
}

// How far the client's stamps are from the server's, beside a plain fetch client: `npm run bench -- --mode overhead`.
describe.runIf(profile === 'overhead')('the clock of streamed answers', () => {
  test('from 1 to 1000 streams', async () => {
    await using trial = await clockTrial()
    const measured: Pair[] = []
    for (const streams of [1, 10, 100, 500, 1000]) measured.push(await pairOf(trial, streams, measured.length))
    print(`http, ${seconds} s each`, trial, measured)
    expect(contradictions(measured.map(({ ours }) => ours))).toEqual([])
    expect(
      contradictions(measured.filter(({ plain }) => plain.streams <= comparedStreams).map(({ plain }) => plain)),
    ).toEqual([])
  })

  test('the same over https', async () => {
    await using trial = await clockTrial(certificate)
    const measured: Pair[] = []
    for (const streams of [10, 100]) measured.push(await pairOf(trial, streams, measured.length))
    print(`https, ${seconds} s each`, trial, measured)
    expect(contradictions(measured.map(({ ours }) => ours))).toEqual([])
  })

  test(`paired at ${comparedStreams} streams`, async () => {
    await using trial = await clockTrial()
    const measured: Pair[] = []
    while (measured.length < pairs) measured.push(await pairOf(trial, comparedStreams, measured.length))
    const ratio = (of: (figures: StreamsFigures) => number): ReturnType<typeof pairedRatio> =>
      pairedRatio(measured.map(({ ours, plain }) => [of(ours), of(plain)]))
    const error = ratio(({ errors }) => errors.ttftAgainstServer.meanMs)
    const gaps = ratio(({ errors }) => errors.gapAgainstServer.meanMs)
    const cpu = ratio(
      ({ userMicrosecondsPerChunk, systemMicrosecondsPerChunk }) =>
        userMicrosecondsPerChunk + systemMicrosecondsPerChunk,
    )
    print(`http, ${pairs} pairs`, trial, measured)
    process.stdout.write(
      [
        'ours / plain fetch',
        `  mean error of the time to first token  ${shown(error, 3)}`,
        `  mean error of a gap between chunks     ${shown(gaps, 3)}`,
        `  CPU time a chunk                       ${shown(cpu, 3)}`,
        '',
      ].join('\n'),
    )
    // Red only where the interval itself shows that a plain client is better.
    expect(error.low).toBeLessThan(1)
    expect(cpu.low).toBeLessThan(1)
  })
})

/** ABBA: whatever drifts falls on both. */
async function pairOf(trial: ClockTrial, streams: number, place: number): Promise<Pair> {
  if (place % 2 === 0)
    return { ours: await trial.ours(streams, seconds), plain: await trial.plainFetch(streams, seconds) }
  const plain = await trial.plainFetch(streams, seconds)
  return { ours: await trial.ours(streams, seconds), plain }
}

function print(title: string, { answer }: ClockTrial, measured: readonly Pair[]): void {
  const rows = measured.flatMap(({ ours, plain }): StreamsRow[] => [
    { client: 'ours', figures: ours },
    { client: 'fetch', figures: plain },
  ])
  process.stdout.write(
    `\n${title}; errors in ms as mean / p50 / p99, CPU in µs a chunk, user + system\n${streamsTable(rows, answer)}\n`,
  )
}
