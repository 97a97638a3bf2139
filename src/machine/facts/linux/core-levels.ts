import type { CoreLevelRecord } from '../../../record/machine/facts.ts'
import { wholeNumber } from '../whole-number.ts'
import { cpuList } from './cpu-list.ts'
import type { LinuxFiles } from './files.ts'

/** A processor as the kernel sees it. */
export interface LinuxCpu {
  readonly cpu: number
  /** Processors of the same core, as a text; null where it is not said. */
  readonly siblings: string | null
  /** Capacity beside that of the fastest, 1024; Arm. */
  readonly capacity: number | null
  /** Highest frequency in kHz. */
  readonly maxFrequency: number | null
}

/** Processors by the name of their kind: Intel's hybrids, `core`, `atom` and `lowpower`. */
export type CpuKinds = readonly { readonly name: string; readonly cpus: readonly number[] }[]

/** Frequencies within this ratio are of one kind: favoured cores of a kind are a little faster. */
const kindRatio = 1.15
const cpuFolder = 'sys/devices/system/cpu'

/** Reads the processors, and the kinds that the kernel names. */
export async function readCpus(files: LinuxFiles): Promise<{ cpus: LinuxCpu[]; kinds: CpuKinds } | null> {
  const numbers = (await files.names(cpuFolder)).flatMap((name) => /^cpu(\d+)$/u.exec(name)?.[1] ?? []).map(Number)
  const cpus = await Promise.all(numbers.map(async (cpu) => await readCpu(files, cpu)))
  const named = (await files.names('sys/devices')).filter((name) => /^cpu_[a-z]+$/u.test(name))
  const kinds = await Promise.all(
    named.map(async (name) => {
      const list = cpuList((await files.text(`sys/devices/${name}/cpus`)) ?? '')
      return list === null ? [] : [{ name: name.slice('cpu_'.length), cpus: list }]
    }),
  )
  // A processor that is switched off has no topology.
  const online = cpus.filter(({ siblings }) => siblings !== null)
  return online.length === 0 ? null : { cpus: online.toSorted((a, b) => a.cpu - b.cpu), kinds: kinds.flat() }
}

async function readCpu(files: LinuxFiles, cpu: number): Promise<LinuxCpu> {
  const folder = `${cpuFolder}/cpu${cpu}`
  const [siblings, capacity, frequency] = await Promise.all(
    ['topology/thread_siblings_list', 'cpu_capacity', 'cpufreq/cpuinfo_max_freq'].map(
      async (file) => await files.text(`${folder}/${file}`),
    ),
  )
  return {
    cpu,
    siblings: siblings === '' ? null : (siblings ?? null),
    capacity: wholeNumber(capacity, 1, 1024),
    maxFrequency: wholeNumber(frequency, 1, 2 ** 31),
  }
}

/**
 * Levels of cores, the fastest first: by the kinds that the kernel names, else by the capacity of each, else by
 * frequencies that lie well apart; one level without a name where all are alike.
 */
export function linuxCoreLevels({ cpus, kinds }: { cpus: readonly LinuxCpu[]; kinds: CpuKinds }): CoreLevelRecord[] {
  const levels = byKind(cpus, kinds) ?? byCapacity(cpus) ?? byFrequency(cpus) ?? [{ name: null, cpus }]
  return levels
    .toSorted((one, other) => fastest(other.cpus) - fastest(one.cpus))
    .map(({ name, cpus: own }) => ({ name, cores: new Set(own.map(({ siblings }) => siblings)).size }))
}

interface Level {
  readonly name: string | null
  readonly cpus: readonly LinuxCpu[]
}

function byKind(cpus: readonly LinuxCpu[], kinds: CpuKinds): Level[] | null {
  const levels = kinds.map(({ name, cpus: own }) => ({ name, cpus: cpus.filter(({ cpu }) => own.includes(cpu)) }))
  const found = levels.filter(({ cpus: own }) => own.length > 0)
  const members = found.flatMap(({ cpus: own }) => own)
  const isWhole = members.length === cpus.length && new Set(members).size === cpus.length
  return found.length > 1 && isWhole ? found : null
}

function byCapacity(cpus: readonly LinuxCpu[]): Level[] | null {
  if (cpus.some(({ capacity }) => capacity === null)) return null
  const levels = Map.groupBy(cpus, ({ capacity }) => capacity)
  if (levels.size === 1) return null
  return [...levels].map(([capacity, own]) => ({ name: `capacity ${capacity}`, cpus: own }))
}

function byFrequency(cpus: readonly LinuxCpu[]): Level[] | null {
  if (cpus.some(({ maxFrequency }) => maxFrequency === null)) return null
  const sorted = cpus.toSorted((one, other) => frequencyOf(other) - frequencyOf(one))
  const levels: LinuxCpu[][] = []
  for (const cpu of sorted) {
    const last = levels.at(-1)
    const slowest = last?.at(-1)
    if (last === undefined || slowest === undefined || frequencyOf(slowest) > frequencyOf(cpu) * kindRatio)
      levels.push([cpu])
    else last.push(cpu)
  }
  if (levels.length === 1) return null
  return levels.map((own) => ({ name: `${(fastest(own) / 1e6).toFixed(2)} GHz`, cpus: own }))
}

function frequencyOf({ maxFrequency }: LinuxCpu): number {
  return maxFrequency ?? 0
}

function fastest(cpus: readonly LinuxCpu[]): number {
  return Math.max(...cpus.map(({ capacity, maxFrequency }) => maxFrequency ?? capacity ?? 0))
}
