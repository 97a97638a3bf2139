import type { BenchmarkGroup, BenchmarkProvider, BenchResult } from 'vitest'
import { LlmBenchError } from '../errors.ts'
import { measureFunctions } from './functions.ts'
import { runOptionNames, type RunOptions } from '../plan/plan.ts'
import { workloadOf } from '../targets/workload.ts'

type Registration = BenchmarkGroup['registrations'][number]

/**
 * Vitest's benchmark engine with this package's plugin: workloads are measured here, every ordinary
 * function by tinybench, unchanged.
 */
const provider: BenchmarkProvider = {
  async run(group) {
    const workloads = group.registrations.filter(({ fn }) => workloadOf(fn) !== null)
    const functions = group.registrations.filter(({ fn }) => workloadOf(fn) === null)
    refuseMixture(workloads, functions)
    if (workloads.length > 0) return await measureWorkloads(group, workloads)
    for (const registration of functions) refuseOptions(registration)
    return await measureFunctions(group)
  },
}

export default provider

async function measureWorkloads(
  { test, options }: BenchmarkGroup,
  registrations: readonly Registration[],
): Promise<BenchResult[]> {
  const { measureInTest } = await import('./measure-in-test.ts')
  const members = registrations.map(({ name, fn, fnOpts }) => {
    const workload = workloadOf(fn)
    if (workload === null) throw new TypeError(`"${name}" is not a workload`)
    return { name, workload, options: runOptions(name, fnOpts, options) }
  })
  return await measureInTest(test, members)
}

/** Our options of a registration; tinybench's mean nothing to a workload and are refused. */
function runOptions(name: string, own: object | undefined, group: object | undefined): RunOptions {
  const foreign = [
    ...Object.keys(own ?? {}).filter((option) => !runOptionNames.has(option)),
    ...Object.keys(group ?? {}).filter((option) => option !== 'name'),
  ]
  if (foreign.length === 0) return own ?? {}
  throw new LlmBenchError(
    'invalid-option',
    `bench "${name}": option ${foreign.join(', ')} does not apply to a workload; ` +
      `use ${[...runOptionNames].join(', ')} in bench(name, options, workload)`,
  )
}

/** A workload and an ordinary function are measured differently and cannot take turns. */
function refuseMixture([workload]: readonly Registration[], [fn]: readonly Registration[]): void {
  if (workload === undefined || fn === undefined) return
  throw new LlmBenchError(
    'invalid-option',
    `bench.compare: "${workload.name}" is a workload and "${fn.name}" an ordinary function, ` +
      'which are measured differently and cannot take turns: run them apart',
  )
}

function refuseOptions({ name, fnOpts }: Registration): void {
  const ours = Object.keys(fnOpts ?? {}).filter((option) => runOptionNames.has(option))
  if (ours.length === 0) return
  throw new LlmBenchError(
    'invalid-option',
    `bench "${name}": option ${ours.join(', ')} applies to workloads such as model.complete(…), ` +
      "not to an ordinary function; pass tinybench's options to .run()",
  )
}
