import { mkdtempSync, rmSync } from 'node:fs'
import { createRequire } from 'node:module'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { LlmBenchError } from '../../errors.ts'
import { slowdownVariable, slowedThings } from '../../machine/processes/slowdown.ts'
import { launch, type Launch } from '../ab/launch.ts'
import { listenForStop } from '../ab/stop.ts'

/** An execution to be made of all bench files. */
export interface WantedExecution {
  /** Words for its progress. */
  readonly words: string
  /** Share by which what it measures is slowed down; 0 for none. */
  readonly slowedBy: number
}

/** An execution that was made. */
export interface Execution extends Launch {
  /** Things that were really slowed down in it. */
  readonly slowed: ReadonlySet<string>
}

/** Where executions are made, and with which words behind `vitest bench --run`. */
export interface ExecutionPlace {
  readonly root: string
  readonly vitestArguments: readonly string[]
}

/**
 * Makes executions of bench files one after the other, each of new processes.
 * @throws LlmBenchError `revision-unusable` where nothing was measured, `aborted`
 */
export async function makeExecutions(
  { root, vitestArguments }: ExecutionPlace,
  wanted: readonly WantedExecution[],
): Promise<Execution[]> {
  using stop = listenForStop()
  const reports = mkdtempSync(join(tmpdir(), 'llm-bench-noise-'))
  const made: Execution[] = []
  try {
    const side = {
      revision: { name: 'working tree', commit: '', isWorkingTree: true },
      folder: root,
      vitest: vitestOf(root),
    }
    for (const [index, { words, slowedBy }] of wanted.entries()) {
      process.stderr.write(`llm-bench noise: ${words}, ${index + 1} of ${wanted.length}\n`)
      const output = join(reports, String(index))
      const log = `${output}-slowed`
      const env = slowedBy === 0 ? {} : { [slowdownVariable]: `${slowedBy} ${log}` }
      const plan = { side, letter: 'a', set: 0, vitestArguments, output, env, stop: stop.signal } as const
      // oxlint-disable-next-line no-await-in-loop -- together they would measure each other
      made.push({ ...(await launch(plan)), slowed: slowedThings(log) })
    }
    return made
  } finally {
    rmSync(reports, { recursive: true, force: true })
  }
}

function vitestOf(root: string): string {
  try {
    const manifest = createRequire(join(root, 'package.json')).resolve('vitest/package.json')
    return join(dirname(manifest), 'vitest.mjs')
  } catch (cause) {
    const message = `llm-bench noise: there is no vitest in ${root}: install the packages`
    throw new LlmBenchError('revision-unusable', message, { cause })
  }
}
