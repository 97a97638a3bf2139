import { agreed, mostBytes, mostCores, wholeNumber } from '../whole-number.ts'
import type { CoreLevelRecord } from '../../../record/machine/facts.ts'

/** Names of `sysctl` that are asked for; one that a macOS does not have is left out of what it prints. */
export const sysctlNames: readonly string[] = [
  'hw',
  'machdep.cpu.brand_string',
  'kern.hv_vmm_present',
  'kern.osproductversion',
  'kern.osversion',
  'vm.swapusage',
]

/** Values by name, as `sysctl` printed them. */
export type SysctlValues = ReadonlyMap<string, string>

/**
 * The lines of `sysctl`, `name: value`. A last line without its end was cut off and is left out, as is a name that
 * came twice with different values. Null where there is no line.
 */
export function sysctlValues(output: string): SysctlValues | null {
  const found = new Map<string, string>()
  const contradicted = new Set<string>()
  for (const line of output.split('\n').slice(0, -1)) {
    const [, name, value] = /^([\w.]+)(?:: | = )(.*)$/u.exec(line.trimEnd()) ?? []
    if (name === undefined || value === undefined) continue
    if (found.has(name) && found.get(name) !== value.trim()) contradicted.add(name)
    found.set(name, value.trim())
  }
  for (const name of contradicted) found.delete(name)
  return found.size === 0 ? null : found
}

/** A whole number among the values. */
export function sysctlNumber(values: SysctlValues, name: string, least: number, most: number): number | null {
  return wholeNumber(values.get(name), least, most)
}

/**
 * Levels of cores, as many as there are, whatever they are called: `hw.perflevelN`, the fastest first. None where
 * what is said of them is not whole: a level without its count, or counts that add up to another total.
 */
export function coreLevels(values: SysctlValues): CoreLevelRecord[] {
  const numbers = new Set<number>()
  for (const name of values.keys()) {
    const level = /^hw\.perflevel(\d{1,3})\./u.exec(name)?.[1]
    if (level !== undefined) numbers.add(Number(level))
  }
  const levels = [...numbers].toSorted((one, other) => one - other)
  const counts = levels.map((level) => coresOf(values, level))
  const cores = counts.flatMap((count) => count ?? [])
  const isWhole = levels.every((level, place) => level === place) && cores.length === levels.length
  if (levels.length === 0 || !isWhole || !addsUp(values, cores)) return []
  return cores.map((count, level) => ({ name: levelName(values, level), cores: count }))
}

function coresOf(values: SysctlValues, level: number): number | null {
  const names = ['physicalcpu', 'physicalcpu_max', 'logicalcpu', 'logicalcpu_max']
  return agreed(names.map((name) => sysctlNumber(values, `hw.perflevel${level}.${name}`, 1, mostCores)))
}

/** Whether the number of levels, or the cores of all of them, are stated too, and none of these differs. */
function addsUp(values: SysctlValues, cores: readonly number[]): boolean {
  const total = cores.reduce((sum, count) => sum + count, 0)
  const stated = ['hw.physicalcpu', 'hw.ncpu', 'hw.logicalcpu', 'hw.activecpu'].map((name) => values.get(name))
  const states: [string | undefined, number][] = [
    [values.get('hw.nperflevels'), cores.length],
    ...stated.map((text): [string | undefined, number] => [text, total]),
  ]
  const known = states.filter(([text]) => text !== undefined)
  return known.length > 0 && known.every(([text, wanted]) => wholeNumber(text, 1, mostCores) === wanted)
}

function levelName(values: SysctlValues, level: number): string | null {
  const name = values.get(`hw.perflevel${level}.name`) ?? ''
  return name === '' || name.length > 40 ? null : name
}

/** The machine's memory in bytes. */
export function memoryBytes(values: SysctlValues): number | null {
  const bytes = sysctlNumber(values, 'hw.memsize', 2 ** 28, mostBytes)
  // Memory comes in whole mebibytes.
  return bytes === null || bytes % 2 ** 20 !== 0 ? null : bytes
}

/** Swap of `vm.swapusage: total = 2048.00M  used = 1024,50M …`: with a point or a comma, as the language has it. */
export function swapUsage(values: SysctlValues): { totalBytes: number; usedBytes: number } | null {
  const text = values.get('vm.swapusage') ?? ''
  const bytes = (name: string): number | null => {
    const [, figure, unit] = new RegExp(String.raw`\b${name} = (\d{1,9}[.,]\d{2})([KMGT])\b`, 'u').exec(text) ?? []
    if (figure === undefined || unit === undefined) return null
    return Math.round(Number(figure.replace(',', '.')) * 1024 ** ('KMGT'.indexOf(unit) + 1))
  }
  const [totalBytes, usedBytes] = [bytes('total'), bytes('used')]
  return totalBytes === null || usedBytes === null || usedBytes > totalBytes ? null : { totalBytes, usedBytes }
}
