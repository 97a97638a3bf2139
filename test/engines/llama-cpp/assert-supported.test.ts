import { expect, test } from 'vitest'
import { assertSupported } from '../../../src/engines/llama-cpp/assert-supported.ts'
import { plainOptions } from './loaded-engine.ts'

test.for([
  ['Q8_0', true],
  ['Q8_0', 'auto'],
  ['F16', false],
  ['BF16', false],
  ['auto', false],
  [{ key: 'Q4_0', value: 'F32' }, false],
] as const)('a KV cache of %j goes with flash attention %j', ([kvCache, flashAttention]) => {
  expect(() => assertSupported({ ...plainOptions, kvCache, flashAttention })).not.toThrow()
})

test.for(['Q8_0', 'IQ4_NL', { key: 'F16', value: 'Q4_0' }] as const)(
  'quantized values (%j) are refused without flash attention',
  (kvCache) => {
    expect(() => assertSupported({ ...plainOptions, kvCache, flashAttention: false })).toThrow(
      expect.objectContaining({
        code: 'engine-unsupported',
        message: expect.stringMatching(
          /^model\(spec, \{ kvCache \}\): values of type "(Q8_0|IQ4_NL|Q4_0)" need flash/,
        ) as string,
      }) as Error,
    )
  },
)
