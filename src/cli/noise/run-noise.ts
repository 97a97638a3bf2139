import { saveNoiseFloors } from '../../baseline/noise-file.ts'
import { LlmBenchError } from '../../errors.ts'
import { isSimulated } from '../../verdicts/simulated-run.ts'
import type { LoadedRun } from '../load-runs.ts'
import { type ExecutionPlace, makeExecutions } from './executions.ts'
import { type BenchNoise, noiseOf } from './noise-of.ts'

/** A call of `llm-bench noise`; floors are kept in its root. */
export interface NoiseCall extends ExecutionPlace {
  readonly launches: number
  /** Share that is to be seen. */
  readonly change: number
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
export async function runNoise({ launches, ...call }: NoiseCall): Promise<FoundNoise> {
  const wanted = Array.from({ length: launches }, () => ({ words: 'launch', slowedBy: 0 }))
  return keepNoise(await makeExecutions(call, wanted), call)
}

/**
 * Tells the noise of executions of the same benches, and keeps the floors.
 * @throws LlmBenchError `not-measured`
 */
export function keepNoise(
  made: readonly { readonly runs: readonly LoadedRun[]; readonly tookMs: number }[],
  { root, change }: Pick<NoiseCall, 'root' | 'change'>,
): FoundNoise {
  const noise = noiseOf(
    made.map(({ runs }) => runs),
    change,
  )
  const isAnySimulated = made.some(({ runs }) => runs.some(({ record }) => isSimulated(record)))
  if (noise.length === 0 && isAnySimulated) {
    const wayOut = 'leave --mode simulate out, or bench a model or an endpoint'
    throw new LlmBenchError('not-measured', `llm-bench noise: simulated, so that nothing was measured: ${wayOut}`)
  }
  if (noise.length === 0) {
    throw new LlmBenchError('not-measured', 'llm-bench noise: no bench was measured whole in two launches')
  }
  const byMachine = Map.groupBy(noise, ({ fingerprint }) => fingerprint.hash)
  const saved = [...byMachine.values()].flatMap((own) => {
    const [first] = own
    if (first === undefined) return []
    const floors = own.flatMap(({ floor, others }) => [floor, ...others])
    return [saveNoiseFloors(root, first.fingerprint, floors)]
  })
  return {
    noise,
    paths: saved.map(({ path }) => path),
    notes: saved.flatMap(({ replaced }) => (replaced === null ? [] : [`${replaced}: replaced now`])),
    launchMs: made.reduce((sum, { tookMs }) => sum + tookMs, 0) / made.length,
  }
}
