import { expect, test } from 'vitest'
import { coreLevels, memoryBytes, swapUsage, sysctlValues } from '../../../../src/machine/facts/apple/sysctl.ts'
import { damagedCopies } from '../../damage.ts'
import { hasRecorded, recorded } from '../recorded.ts'
import { readOutputs, recordedOutputs } from './outputs.ts'

const levelsIn = (output: string) => coreLevels(sysctlValues(output) ?? new Map())

test.skipIf(!hasRecorded)('recorded: M1 Pro on macOS 12 without names, M4 Pro, M5 Pro with Super cores', () => {
  expect(levelsIn(recorded('sysctl-m1pro.txt'))).toEqual([
    { name: null, cores: 8 },
    { name: null, cores: 2 },
  ])
  expect(levelsIn(recorded('sysctl-m4pro.txt'))).toEqual([
    { name: 'Performance', cores: 8 },
    { name: 'Efficiency', cores: 4 },
  ])
  expect(levelsIn(recorded('sysctl-m5pro-perflevels.txt'))).toEqual([
    { name: 'Super', cores: 5 },
    { name: 'Performance', cores: 10 },
  ])
  expect(memoryBytes(sysctlValues(recorded('sysctl-m4pro.txt')) ?? new Map())).toBe(24 * 2 ** 30)
})

test('read, never seen: three levels, and any name', () => {
  const { sysctlThreeLevels } = readOutputs
  expect(levelsIn(sysctlThreeLevels).map(({ cores }) => cores)).toEqual([6, 12, 6])
  expect(levelsIn(sysctlThreeLevels.replace('Super', '高性能'))[0]?.name).toBe('高性能')
  expect(levelsIn(sysctlThreeLevels.split('\n').toReversed().join('\n').trimStart().concat('\n'))).toEqual(
    levelsIn(sysctlThreeLevels),
  )
})

test('levels that are not whole are unknown: a count missing, no total, another total, contradiction', () => {
  const { sysctlM4Pro } = recordedOutputs
  const without = (part: string): string =>
    sysctlM4Pro
      .split('\n')
      .filter((line) => !line.includes(part))
      .join('\n')
  expect(levelsIn(without('perflevel1'))).toEqual([])
  expect(levelsIn(without('perflevel0.'))).toEqual([])
  expect(levelsIn(without('perflevel1.physicalcpu'))).toHaveLength(2)
  expect(levelsIn(without('cpu: 12'))).toEqual([])
  expect(levelsIn(sysctlM4Pro.replace('physicalcpu: 8', 'physicalcpu: 9'))).toEqual([])
  expect(levelsIn(`${sysctlM4Pro}hw.perflevel0.physicalcpu: 6\n`)).toEqual(levelsIn(sysctlM4Pro))
})

test('swap in another language’s figures', () => {
  const used = (text: string) => swapUsage(new Map([['vm.swapusage', text]]))?.usedBytes ?? null
  expect(used('total = 2048.00M  used = 1024.50M  free = 1023.50M  (encrypted)')).toBe(1024.5 * 2 ** 20)
  expect(used('total = 2,00G  used = 0,50G  free = 1,50G')).toBe(2 ** 29)
  for (const bad of ['', 'total = 1.00M  used = 2.00M', 'total = x  used = y']) expect(used(bad)).toBeNull()
})

test('damaged outputs: the undamaged figure or none, never another', () => {
  for (const output of [recordedOutputs.sysctlM4Pro, readOutputs.sysctlThreeLevels]) {
    const whole = levelsIn(output).map(({ cores }) => cores)
    const bytes = memoryBytes(sysctlValues(output) ?? new Map())
    for (const { text, kinds } of damagedCopies(output, 3000)) {
      const found = levelsIn(text).map(({ cores }) => cores)
      expect([whole, []], `${kinds.join(', ')}:\n${text}`).toContainEqual(found)
      expect([bytes, null]).toContain(memoryBytes(sysctlValues(text) ?? new Map()))
    }
  }
})
