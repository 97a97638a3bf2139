import { expect, test } from 'vitest'
import { quantizedSpec } from '../../../src/sweeps/matrix/quantized-spec.ts'

test('a family is named with the quantization, the seed behind it', () => {
  expect(quantizedSpec('synthetic:micro', 'F16')).toBe('synthetic:micro@F16')
  expect(quantizedSpec('synthetic:micro#7', 'F16')).toBe('synthetic:micro@F16#7')
  expect(quantizedSpec('hf:user/repo-GGUF', 'Q4_K_M')).toBe('hf:user/repo-GGUF:Q4_K_M')
  expect(quantizedSpec('small', 'Q4_K_M', { small: 'hf:user/repo-GGUF' })).toBe('small:Q4_K_M')
})

test.for(['synthetic:micro@Q4_0', 'hf:user/repo:Q8_0', 'hf:user/repo/file.gguf', './model.gguf', 'small'])(
  'what is one file already has no other quantization: %s',
  (spec) => {
    expect(() => quantizedSpec(spec, 'F16')).toThrow(
      `configurations(name, { model, quantization }): "${spec}" in quantization "F16" is not allowed here; give a family`,
    )
  },
)
