import type { WeightsMemory } from './weights-memory.ts'

/** Types of weights that llama.cpp (ggml-cpu/repack.cpp) keeps in another order, by the instructions it uses. */
const repackedBy: readonly (readonly [feature: string, types: readonly string[]])[] = [
  ['AVX2', ['Q4_0', 'Q4_K', 'IQ4_NL', 'MXFP4']],
  ['AVX512', ['Q2_K']],
  ['DOTPROD', ['Q4_0', 'Q4_K', 'Q5_K', 'Q6_K', 'IQ4_NL', 'MXFP4', 'Q8_0']],
  ['MATMUL_INT8', ['Q1_0']],
  ['AMX_INT8', ['Q4_0', 'Q4_1', 'Q8_0', 'Q4_K', 'Q5_K', 'Q6_K', 'IQ4_XS']],
]

/** Instructions that a processor of today has, for those that are not asked. */
const usualFeatures: Readonly<Record<string, readonly string[]>> = { x64: ['AVX2'], arm64: ['DOTPROD'] }

/**
 * Instructions that this build of llama.cpp uses, as it says itself: `CPU : AVX = 1 | AVX2 = 1 | …`; where it does not
 * run yet, those that processors of this kind have.
 */
export function cpuFeatures(systemInfo: string | null): ReadonlySet<string> {
  if (systemInfo === null) return new Set(usualFeatures[process.arch])
  return new Set([...systemInfo.matchAll(/\b([A-Z0-9_]+) = 1\b/gu)].map(([, name = '']) => name))
}

/** Bytes of weights that the processor's part of llama.cpp keeps in an order of its own. */
export function repackedBytes({ repackable }: WeightsMemory, features: ReadonlySet<string>): number {
  const types = new Set(repackedBy.flatMap(([feature, names]) => (features.has(feature) ? names : [])))
  return Object.entries(repackable).reduce((sum, [type, bytes]) => sum + (types.has(type) ? bytes : 0), 0)
}
