import { expect, test } from 'vitest'
import { unusedInstructions } from '../../../../src/engines/llama-cpp/machine/unused-instructions.ts'

const cpuinfo = 'processor\t: 0\nflags\t\t: fpu sse avx avx2 f16c fma avx512f avx512_vnni avx_vnni amx_int8\n'

test('instructions of the processor that the build does not use', () => {
  const info = 'CPU : SSE3 = 1 | AVX = 1 | AVX2 = 1 | F16C = 1 | FMA = 1 | REPACK = 1 | '
  expect(unusedInstructions(info, cpuinfo)).toEqual(['AVX512', 'AVX512_VNNI', 'AVX_VNNI', 'AMX_INT8'])
})

test('a build that uses all of them, and a narrower one beside the wider', () => {
  const info = 'CPU : AVX2 = 1 | F16C = 1 | FMA = 1 | AVX512 = 1 | AVX512_VNNI = 1 | AMX_INT8 = 1 | '
  expect(unusedInstructions(info, cpuinfo)).toEqual([])
})

test('Arm processors call theirs otherwise', () => {
  const arm = 'processor : 0\nFeatures : fp asimd asimddp i8mm sve\n'
  expect(unusedInstructions('CPU : NEON = 1 | DOTPROD = 1 | ', arm)).toEqual(['MATMUL_INT8', 'SVE'])
})

test.for([
  ['no flags', 'CPU : AVX2 = 1 | ', ''],
  ['flags that mean nothing here', 'CPU : AVX2 = 1 | ', 'flags : fpu de pse\n'],
  ['nothing said by the engine', '', cpuinfo],
])('it cannot be told: %s', ([, info = '', text = '']) => {
  expect(unusedInstructions(info, text)).toBeNull()
})
