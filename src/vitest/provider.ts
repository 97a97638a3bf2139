import type { BenchmarkGroup, BenchmarkProvider, BenchResult } from 'vitest'
import { isOptions } from '../option-check/is-options.ts'
import { noSuchName, notAllowed } from '../option-check/sentences.ts'
import { property, shown } from '../option-check/shown.ts'
import { measureFunctions } from './functions.ts'
import { runOptionNames, type RunOptions } from '../plan/run-options.ts'
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
  if (own !== undefined && !isOptions(own)) {
    throw notAllowed(`bench(${shown(name)}, options, workload)`, shown(own), `{ ${[...runOptionNames].join(', ')} }`)
  }
  const foreign = Object.keys(own ?? {}).find((option) => !runOptionNames.has(option))
  if (foreign !== undefined) {
    throw noSuchName(`bench(${shown(name)}, { ${property(foreign)} }, workload)`, {
      name: foreign,
      known: [...runOptionNames],
    })
  }
  if (group !== undefined && !isOptions(group)) {
    throw notAllowed(`bench(${shown(name)}, workload).run(options)`, shown(group), 'none: options go to bench()')
  }
  const ofTinybench = Object.keys(group ?? {}).find((option) => option !== 'name')
  if (ofTinybench === undefined) return own ?? {}
  throw notAllowed(
    `bench(${shown(name)}, workload).run({ ${property(ofTinybench)} })`,
    'an option of tinybench',
    `${[...runOptionNames].join(', ')} in bench(name, options, workload)`,
  )
}

/** A workload and an ordinary function are measured differently and cannot take turns. */
function refuseMixture([workload]: readonly Registration[], [fn]: readonly Registration[]): void {
  if (workload === undefined || fn === undefined) return
  throw notAllowed(
    'bench.compare(…)',
    `workload ${shown(workload.name)} beside ordinary function ${shown(fn.name)}`,
    'each a comparison of its own: they are measured differently and cannot take turns',
  )
}

function refuseOptions({ name, fnOpts = {} }: Registration): void {
  const ours = Object.keys(fnOpts).find((option) => runOptionNames.has(option))
  if (ours === undefined) return
  throw notAllowed(
    `bench(${shown(name)}, { ${ours} }, function)`,
    shown(fnOpts[ours as keyof typeof fnOpts]),
    "a workload such as model.complete(…) with it, or tinybench's options to .run()",
  )
}
