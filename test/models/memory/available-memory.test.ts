import { totalmem } from 'node:os'
import { expect, test } from 'vitest'
import { availableMemory, parseMemAvailable, parseVmStat } from '../../../src/models/memory/available-memory.ts'
import { damagedCopies } from '../../machine/damage.ts'

test('this machine has some memory available, no more than it has', () => {
  expect(availableMemory()).toBeGreaterThan(1e6)
  expect(availableMemory()).toBeLessThanOrEqual(totalmem())
})

test('/proc/meminfo', () => {
  const meminfo = 'MemTotal:       24654276 kB\nMemFree:         100 kB\nMemAvailable:   23456789 kB\n'
  expect(parseMemAvailable(meminfo)).toBe(23_456_789 * 1024)
  expect(parseMemAvailable('MemTotal: 1 kB\n')).toBeNull()
})

test('vm_stat', () => {
  const output = [
    'Mach Virtual Memory Statistics: (page size of 16384 bytes)',
    'Pages free:                                4000.',
    'Pages active:                            300000.',
    'Pages inactive:                          200000.',
    'Pages speculative:                         1000.',
    'Pages wired down:                        100000.',
    'Pages purgeable:                           5000.',
  ].join('\n')
  expect(parseVmStat(output)).toBe(210_000 * 16_384)
  expect(parseVmStat('')).toBeNull()
})

test('a damaged vm_stat has no more than the undamaged one, or none, and nothing throws', () => {
  const kinds = ['free', 'inactive', 'speculative', 'purgeable'].map(
    (kind, place) => `Pages ${kind}: ${(place + 1) * 1000}.`,
  )
  const output = `Mach Virtual Memory Statistics: (page size of 16384 bytes)\n${kinds.join('\n')}\n`
  const whole = parseVmStat(output)
  expect(whole).toBe(10_000 * 16_384)
  const harmless = ['truncated', 'line missing', 'line doubled', 'lines reordered', 'noise', 'empty', 'decimal comma']
  for (const { text, kinds: how } of damagedCopies(output, 2000, harmless)) {
    const bytes = parseVmStat(text)
    expect(bytes === null || (bytes > 0 && bytes <= (whole ?? 0)), how.join(', ')).toBe(true)
  }
  for (const { text } of damagedCopies(output, 2000)) {
    const bytes = parseVmStat(text)
    expect(bytes === null || (bytes > 0 && bytes <= 2 ** 46)).toBe(true)
  }
})
