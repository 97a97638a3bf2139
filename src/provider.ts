import type { BenchmarkGroup, BenchmarkProvider, BenchResult } from 'vitest'
import { LlmBenchError } from './errors.ts'
import { measureFunctions } from './functions/measure-functions.ts'
import { runOptionNames, type RunOptions } from './runs/plan.ts'
import { workloadOf } from './workload/workload.ts'

type Registration = BenchmarkGroup['registrations'][number]

/**
 * Vitest's benchmark engine with this package's plugin: workloads are measured here, every ordinary
 * function by tinybench, unchanged.
 */
const provider: BenchmarkProvider = {
  async run(group) {
    const workloads = group.registrations.filter(({ fn }) => workloadOf(fn) !== null)
    const functions = group.registrations.filter(({ fn }) => workloadOf(fn) === null)
    for (const registration of functions) refuseOptions(registration)
    const measured = workloads.length === 0 ? [] : await measureWorkloads(group, workloads)
    const timed = functions.length === 0 ? [] : await measureFunctions({ ...group, registrations: functions })
    const results = [...measured, ...timed]
    return group.registrations.flatMap(({ name }) => results.find((result) => result.name === name) ?? [])
  },
}

export default provider

async function measureWorkloads(
  { test, options }: BenchmarkGroup,
  registrations: readonly Registration[],
): Promise<BenchResult[]> {
  const { measureInTest } = await import('./runs/measure-in-test.ts')
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
    `bench "${name}": option ${foreign.join(', ')} does not apply to a workload; use ${[...runOptionNames].join(', ')} in bench(name, options, workload)`,
  )
}

function refuseOptions({ name, fnOpts }: Registration): void {
  const ours = Object.keys(fnOpts ?? {}).filter((option) => runOptionNames.has(option))
  if (ours.length === 0) return
  throw new LlmBenchError(
    'invalid-option',
    `bench "${name}": option ${ours.join(', ')} applies to workloads such as model.complete(…), not to an ordinary function; pass tinybench's options to .run()`,
  )
}
