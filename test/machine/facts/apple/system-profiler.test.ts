import { expect, test } from 'vitest'
import { readProfile } from '../../../../src/machine/facts/apple/system-profiler.ts'
import { damagedCopies } from '../../damage.ts'
import { hasRecorded, recorded } from '../recorded.ts'
import { recordedOutputs } from './outputs.ts'

test.skipIf(!hasRecorded)('recorded: M2 Max on macOS 15, M3 Pro, and the chips of three machines', () => {
  expect(readProfile(recorded('SPDisplaysDataType-m2max-macos15.json'))?.gpus).toEqual([
    { name: 'Apple M2 Max', isApple: true, cores: 30, metalFamily: 'Metal 4' },
  ])
  expect(readProfile(recorded('SPDisplaysDataType-m3pro.json'))?.gpus).toEqual([
    { name: 'Apple M3 Pro', isApple: true, cores: 14, metalFamily: 'Metal 3' },
  ])
  const chips = ['m1', 'm2ultra-macos26', 'm4max'].map(
    (machine) => readProfile(recorded(`SPHardwareDataType-${machine}.json`))?.chip,
  )
  expect(chips).toEqual(['Apple M1', 'Apple M2 Ultra', 'Apple M4 Max'])
})

test('read, never seen: a number for a text, a family of the future, a second card, a Mac of Intel’s', () => {
  const gpu = (entry: object) => readProfile(JSON.stringify({ SPDisplaysDataType: [entry] }))?.gpus?.[0]
  expect(
    gpu({ sppci_model: 'Apple M9', sppci_cores: 64, spdisplays_mtlgpufamilysupport: 'spdisplays_metal11' }),
  ).toEqual({ name: 'Apple M9', isApple: true, cores: 64, metalFamily: 'Metal 11' })
  expect(gpu({ sppci_model: 'Radeon Pro 5500M', spdisplays_vendor: 'sppci_vendor_amd' })?.isApple).toBe(false)
  expect(readProfile('{"SPHardwareDataType":[{"cpu_type":"8-Core Intel Core i9"}]}')?.chip).toBe('8-Core Intel Core i9')
  for (const nothing of ['', '[]', '{}', 'null', '{"SPDisplaysDataType":7}']) expect(readProfile(nothing)).toBeNull()
})

test('damaged outputs: the undamaged figure or none, never another', () => {
  const whole = readProfile(recordedOutputs.displays)?.gpus?.[0]
  for (const { text, kinds } of damagedCopies(recordedOutputs.displays, 4000)) {
    for (const gpu of readProfile(text)?.gpus ?? []) {
      expect([whole?.cores, null], `${kinds.join(', ')}:\n${text}`).toContain(gpu.cores)
      expect([whole?.metalFamily, null]).toContain(gpu.metalFamily)
    }
  }
})
