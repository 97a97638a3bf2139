import { fileURLToPath } from 'node:url'
import { execa } from 'execa'
import { describe, expect, profile, test } from 'vitest-llm-bench'
import type { SelfcheckResult } from '../../src/selfcheck/selfcheck.ts'
import { commandOf, inTurns, otherBuild, oursOverOther } from '../support/other-build.ts'
import { overheadSize } from '../support/overhead-size.ts'
import { type PairedFigure, shown } from '../support/paired.ts'
import { throwawayProject } from '../support/throwaway-project.ts'

const here = fileURLToPath(new URL('../..', import.meta.url))
const other = otherBuild()
const pairs = Math.max(2, Math.round(12 * overheadSize()))
/** What takes longest to tell apart has more of them. */
const enginePairs = Math.max(2, Math.round(24 * overheadSize()))
const startPairs = Math.max(2, Math.round(60 * overheadSize()))
const streams = 100
const seconds = Math.max(1, 5 * overheadSize())

/** "No worse": what the lower and the upper end of the 90 % interval may be. */
const noWorse = { low: 1, time: 1.05, error: 1.1 } as const

const emptyBench = `import { test } from 'vitest'\ntest('nothing', () => {})\n`

const modelBench = `
import { test } from 'vitest-llm-bench'
test('the way to the engine and back', async ({ bench, model }) => {
  const loaded = await model('synthetic:smollm2-135m@Q4_0', { threads: 1 })
  const run = await bench('short', { requests: 24, warmup: 2 }, loaded.complete({ tokens: 48 }, { maxTokens: 24 })).run()
  console.log('figures ' + JSON.stringify({ decode: run.metrics.tpot.p50, prefill: run.metrics.ttft.p50 }))
})
`

// This build beside another: `OVERHEAD_OTHER=<built checkout> npm run bench -- --mode overhead bench/overhead/other-build.bench.ts`.
describe.runIf(profile === 'overhead' && other !== null)('this build over the other', () => {
  const otherRoot = other ?? here

  test('the way from a request to the engine and back', async () => {
    using ours = throwawayProject(modelBench, { build: here })
    using theirs = throwawayProject(modelBench, { build: otherRoot })
    const measured = await inTurns(
      enginePairs,
      async () => await engineTimes(ours),
      async () => await engineTimes(theirs),
    )
    const decode = oursOverOther(measured, (times) => times.decode)
    const prefill = oursOverOther(measured, (times) => times.prefill)
    print('engine path (smollm2-135m@Q4_0, one thread)', {
      'decode time a token': decode,
      'time to first token': prefill,
    })
    expectNoWorse(decode, noWorse.time)
    expectNoWorse(prefill, noWorse.time)
  })

  test('an empty benchmark with the plugin', async () => {
    using ours = throwawayProject(emptyBench, { build: here })
    using theirs = throwawayProject(emptyBench, { build: otherRoot })
    const measured = await inTurns(
      startPairs,
      async () => (await ours.bench()).ms,
      async () => (await theirs.bench()).ms,
    )
    const start = oursOverOther(measured, (ms) => ms)
    print('plugin', { 'start to end of an empty benchmark': start })
    expectNoWorse(start, noWorse.time)
  })

  test(`the clock of streamed answers at ${streams} streams`, async () => {
    const measured = await inTurns(
      pairs,
      async () => await clock(here),
      async () => await clock(otherRoot),
    )
    const error = oursOverOther(measured, ({ errors }) => errors.ttftAgainstServer.meanMs)
    const gaps = oursOverOther(measured, ({ errors }) => errors.gapAgainstServer.meanMs)
    const cpu = oursOverOther(
      measured,
      ({ userMicrosecondsPerChunk, systemMicrosecondsPerChunk }) =>
        userMicrosecondsPerChunk + systemMicrosecondsPerChunk,
    )
    print(`http clock, ${streams} streams`, {
      'mean error of the time to first token': error,
      'mean error of a gap between chunks': gaps,
      'CPU time a chunk': cpu,
    })
    expectNoWorse(error, noWorse.error)
    expectNoWorse(cpu, noWorse.time)
  })
})

interface EngineTimes {
  /** Medians, milliseconds. */
  readonly decode: number
  readonly prefill: number
}

async function engineTimes(project: ReturnType<typeof throwawayProject>): Promise<EngineTimes> {
  const { output } = await project.bench()
  const [, figures = '{}'] = /figures (\{.*\})/.exec(output) ?? []
  return JSON.parse(figures) as EngineTimes
}

async function clock(build: string): Promise<SelfcheckResult['streams'][number]> {
  const asked = ['selfcheck', '--streams', String(streams), '--rate', '0', '--seconds', String(seconds), '--json']
  // It exits with 1 where a figure cannot be right, which the figures show.
  const { stdout } = await execa(process.execPath, [commandOf(build), ...asked], { reject: false })
  const [figures] = (JSON.parse(stdout) as SelfcheckResult).streams
  if (figures === undefined) throw new Error(`${build}: selfcheck measured nothing`)
  return figures
}

function print(title: string, figures: Readonly<Record<string, PairedFigure>>): void {
  const lines = Object.entries(figures).map(([name, figure]) => `  ${name.padEnd(38)}  ${shown(figure, 3)}`)
  process.stdout.write(`\n${title}: this build / the other\n${lines.join('\n')}\n`)
}

function expectNoWorse({ low, high }: PairedFigure, most: number): void {
  // A shorter run shows that it runs, and bounds nothing.
  if (overheadSize() < 1) return
  expect(low).toBeLessThanOrEqual(noWorse.low)
  expect(high).toBeLessThanOrEqual(most)
}
