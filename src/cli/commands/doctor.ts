import { availableParallelism } from 'node:os'
import { resolve } from 'node:path'
import { collectEnvironment } from '../../machine/facts/environment.ts'
import { type MeterName, meterNames } from '../../machine/meters/energy/energy-wish.ts'
import { noSuchName, notAllowed } from '../../option-check/sentences.ts'
import { plainJson } from '../../plain-text.ts'
import { shown } from '../../option-check/shown.ts'
import type { Backend } from '../../record/target.ts'
import { parameters } from '../parameters.ts'
import type { Command } from './command.ts'

const options = {
  backend: { type: 'string' },
  meter: { type: 'string' },
  url: { type: 'string' },
  root: { type: 'string' },
  cache: { type: 'string' },
  bandwidth: { type: 'boolean' },
  threads: { type: 'string' },
  json: { type: 'boolean' },
} as const
const backends: readonly Backend[] = ['metal', 'cuda', 'vulkan', 'cpu']
const mostThreads = 1024
/** Exit code where something that was asked for cannot work. */
const cannotWork = 1

/** The command `llm-bench doctor`. */
export const doctorCommand: Command = {
  name: 'doctor',
  summary: 'looks at what measuring needs, and names what is wrong',
  group: 'look',
  options,
  choices: { backend: backends, meter: ['auto', ...meterNames] },
  help: `  llm-bench doctor [--backend metal|cuda|vulkan|cpu] [--meter auto|<name>] [--url <address>]
      [--bandwidth [--threads <n>]] [--root .] [--cache <folder>] [--json]
      Looks at what measuring needs: the hardware, the backends that node-llama-cpp can use, meters,
      the cache, the price list, versions, and whether the noise floor is known; then at what is not as
      it should be, each problem with its remedy. --backend names one that has to work, --meter a meter
      of energy (${meterNames.join(', ')}), --url an endpoint that has to answer.
      --bandwidth reads memory for a second with as many threads as there are physical cores, or --threads.
      Exit code 0: everything that was asked for can work; 1: something cannot; 2: wrong usage.`,
  notes: null,
  async run(given) {
    const { values, positionals } = parameters('doctor', given, options)
    if (positionals.length > 0)
      throw notAllowed('llm-bench doctor', shown(positionals[0]), 'the project as --root <folder>')
    if (values.root === '') throw notAllowed('llm-bench doctor --root', 'an empty text', 'a folder')
    if (values.cache === '') throw notAllowed('llm-bench doctor --cache', 'an empty text', 'a folder')
    const backend = backendOf(values.backend)
    const meter = meterOf(values.meter)
    const bandwidthThreads = threadsOf(values)
    const [{ diagnose }, { doctorText }, { addressOf }] = await Promise.all([
      import('../doctor/examine.ts'),
      import('../doctor/doctor-text.ts'),
      import('../doctor/found-endpoint.ts'),
    ])
    const endpoint = values.url === undefined ? null : addressOf(values.url)
    const diagnosis = await diagnose({
      root: resolve(values.root ?? '.'),
      cache: values.cache,
      backend,
      meter,
      endpoint,
      bandwidthThreads,
    })
    const text = values.json === true ? plainJson(JSON.stringify(diagnosis, null, 2)) : doctorText(diagnosis)
    process.stdout.write(`${text}\n`)
    return diagnosis.problems.some(({ level }) => level === 'error') ? cannotWork : 0
  },
}

function threadsOf({ bandwidth, threads }: { bandwidth?: boolean; threads?: string }): number | null {
  const call = 'llm-bench doctor --threads'
  if (bandwidth !== true) {
    if (threads === undefined) return null
    throw notAllowed(call, 'it without --bandwidth', 'both: --bandwidth --threads 4')
  }
  if (threads === undefined) return usualThreads()
  const count = threads.trim() === '' ? Number.NaN : Number(threads)
  if (Number.isInteger(count) && count >= 1 && count <= mostThreads) return count
  throw notAllowed(call, shown(threads), `a whole number from 1 to ${mostThreads}`)
}

/** As many as there are physical cores, or as a control group leaves. */
function usualThreads(): number {
  const { physicalCores, logicalCores } = collectEnvironment('.').cpu
  return Math.max(1, Math.min(physicalCores ?? logicalCores, availableParallelism()))
}

function backendOf(name: string | undefined): Backend | null {
  if (name === undefined) return null
  const found = backends.find((backend) => backend === name)
  if (found !== undefined) return found
  throw noSuchName('llm-bench doctor --backend', { name, known: backends, kind: 'backend' })
}

function meterOf(name: string | undefined): 'auto' | MeterName | null {
  if (name === undefined) return null
  const known = ['auto', ...meterNames] as const
  const found = known.find((meter) => meter === name)
  if (found !== undefined) return found
  throw noSuchName('llm-bench doctor --meter', { name, known, kind: 'meter' })
}
