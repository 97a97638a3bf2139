import { readFileSync } from 'node:fs'
import { cpuFeatures } from '../../../models/memory/repacked-bytes.ts'

/** Instructions that llama.cpp's inner loops are written for, by its name for them, and Linux's flag of a processor. */
const instructions: readonly (readonly [feature: string, flag: string, instead?: string])[] = [
  ['AVX2', 'avx2'],
  ['F16C', 'f16c'],
  ['FMA', 'fma'],
  ['AVX512', 'avx512f'],
  ['AVX512_VNNI', 'avx512_vnni'],
  ['AVX512_BF16', 'avx512_bf16'],
  ['AVX_VNNI', 'avx_vnni', 'AVX512_VNNI'],
  ['AMX_INT8', 'amx_int8'],
  ['NEON', 'asimd'],
  ['DOTPROD', 'asimddp'],
  ['MATMUL_INT8', 'i8mm'],
  ['SVE', 'sve'],
]

/**
 * Instructions that the processor has and this build of llama.cpp does not use: an engine that is built on this
 * machine would. Null where it cannot be told.
 * @param systemInfo line in which llama.cpp says what it uses: `CPU : AVX = 1 | AVX2 = 1 | …`
 * @param cpuinfo text of /proc/cpuinfo; empty where there is none
 */
export function unusedInstructions(systemInfo: string, cpuinfo: string = cpuinfoText()): string[] | null {
  const used = cpuFeatures(systemInfo)
  const has = new Set((/^(?:flags|Features)\s*:\s*(.*)$/mu.exec(cpuinfo)?.[1] ?? '').split(/\s+/u))
  const known = instructions.filter(([, flag]) => has.has(flag))
  if (known.length === 0 || !systemInfo.includes('CPU :')) return null
  return known
    .filter(([name, , instead]) => !used.has(name) && (instead === undefined || !used.has(instead)))
    .map(([name]) => name)
}

function cpuinfoText(): string {
  try {
    return readFileSync('/proc/cpuinfo', 'utf8')
  } catch {
    return ''
  }
}
