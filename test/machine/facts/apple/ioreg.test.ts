import { expect, test } from 'vitest'
import { gpuCores } from '../../../../src/machine/facts/apple/ioreg.ts'
import { damagedCopies } from '../../damage.ts'
import { hasRecorded, recorded } from '../recorded.ts'
import { recordedOutputs } from './outputs.ts'

test.skipIf(!hasRecorded)('recorded: 40 cores of an M5 Max', () => {
  expect(gpuCores(recorded('ioreg-core-count-m5max.txt'))).toBe(40)
})

test('what wrapped at 2^64, is cut off or contradicts itself is no count', () => {
  expect(gpuCores('"gpu-core-count" = 18446744073172697098\n')).toBeNull()
  expect(gpuCores('"gpu-core-count" = 4')).toBeNull()
  expect(gpuCores('"gpu-core-count" = 40\n"gpu-core-count" = 38\n')).toBeNull()
  expect(gpuCores('{"gpu-core-count" = 10, "num_gps" = 2}\n')).toBe(10)
  expect(gpuCores('')).toBeNull()
})

test('damaged outputs: the undamaged figure or none, never another', () => {
  for (const { text, kinds } of damagedCopies(recordedOutputs.ioreg, 3000))
    expect([40, null], `${kinds.join(', ')}:\n${text}`).toContain(gpuCores(text))
})
