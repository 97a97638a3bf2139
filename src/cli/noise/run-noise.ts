import { mkdtempSync, rmSync } from 'node:fs'
import { createRequire } from 'node:module'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { saveNoiseFloors } from '../../baseline/noise-file.ts'
import { LlmBenchError } from '../../errors.ts'
import { launch, type Launch } from '../ab/launch.ts'
import { listenForStop } from '../ab/stop.ts'
import { type BenchNoise, noiseOf } from './noise-of.ts'

/** A call of `llm-bench noise`. */
export interface NoiseCall {
  /** Folder in which the project's Vitest is run, and the floors are kept. */
  readonly root: string
  readonly launches: number
  /** Share that is to be seen. */
  readonly change: number
  readonly vitestArguments: readonly string[]
}

/** The noise that was found, and the time of an execution. */
export interface FoundNoise {
  readonly noise: readonly BenchNoise[]
  readonly launchMs: number
  readonly paths: readonly string[]
  /** Files that could not be used and were replaced, a sentence each. */
  readonly notes: readonly string[]
}

/**
 * Measures the bench files against themselves: one execution of all after the other, each of new processes, so that
 * the launches of each bench stand among those of the others. Keeps the floors.
 * @throws LlmBenchError `revision-unusable` where nothing was measured, `aborted`, `not-measured`
 */
export async function runNoise({ root, launches, change, vitestArguments }: NoiseCall): Promise<FoundNoise> {
  using stop = listenForStop()
  const reports = mkdtempSync(join(tmpdir(), 'llm-bench-noise-'))
  const made: Launch[] = []
  try {
    const side = {
      revision: { name: 'working tree', commit: '', isWorkingTree: true },
      folder: root,
      vitest: vitestOf(root),
    }
    for (let index = 0; index < launches; index++) {
      process.stderr.write(`llm-bench noise: launch ${index + 1} of ${launches}\n`)
      const output = join(reports, String(index))
      // oxlint-disable-next-line no-await-in-loop -- together they would measure each other
      made.push(await launch({ side, letter: 'a', set: 0, vitestArguments, output, stop: stop.signal }))
    }
  } finally {
    rmSync(reports, { recursive: true, force: true })
  }
  const noise = noiseOf(
    made.map(({ runs }) => runs),
    change,
  )
  if (noise.length === 0) {
    throw new LlmBenchError('not-measured', 'llm-bench noise: no bench was measured whole in two launches')
  }
  const byMachine = Map.groupBy(noise, ({ fingerprint }) => fingerprint.hash)
  const saved = [...byMachine.values()].flatMap((own) => {
    const [first] = own
    return first === undefined
      ? []
      : [
          saveNoiseFloors(
            root,
            first.fingerprint,
            own.flatMap(({ floor, others }) => [floor, ...others]),
          ),
        ]
  })
  const paths = saved.map(({ path }) => path)
  const notes = saved.flatMap(({ replaced }) => (replaced === null ? [] : [`${replaced}: replaced now`]))
  return { noise, paths, notes, launchMs: made.reduce((sum, { tookMs }) => sum + tookMs, 0) / made.length }
}

function vitestOf(root: string): string {
  try {
    const manifest = createRequire(join(root, 'package.json')).resolve('vitest/package.json')
    return join(dirname(manifest), 'vitest.mjs')
  } catch (cause) {
    throw new LlmBenchError(
      'revision-unusable',
      `llm-bench noise: there is no vitest in ${root}: install the packages`,
      {
        cause,
      },
    )
  }
}
