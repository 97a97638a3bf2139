import { expect, test } from 'vitest'
import { swapInsOf, worsePower } from '../../../src/machine/meters/power-state.ts'
import { damagedCopies } from '../damage.ts'

const quiet = { onBattery: false, lowPower: false, thermalPressure: 0 }

test('of two states the worse of each', () => {
  expect(worsePower(quiet, { onBattery: true, lowPower: null, thermalPressure: 2 })).toEqual({
    onBattery: true,
    lowPower: false,
    thermalPressure: 2,
  })
  expect(worsePower({ onBattery: null, lowPower: true, thermalPressure: null }, quiet)).toEqual({
    onBattery: false,
    lowPower: true,
    thermalPressure: 0,
  })
})

// Read, never seen.
test('pages read back from swap on macOS', () => {
  expect(
    swapInsOf('Mach Virtual Memory Statistics: (page size of 16384 bytes)\nSwapins:     3521.\nSwapouts: 7.\n'),
  ).toBe(3521)
  for (const text of ['', 'Swapins: 35', 'Swapins: 18446744073709551615.\n']) expect(swapInsOf(text)).toBeNull()
})

test('a damaged vm_stat has the undamaged figure or none, and nothing throws', () => {
  const text = [
    'Mach Virtual Memory Statistics: (page size of 16384 bytes)',
    'Pages free:                               12345.',
    'Swapins:                                   3521.',
    'Swapouts:                                     7.',
    '',
  ].join('\n')
  const kinds = ['truncated', 'line missing', 'line doubled', 'lines reordered', 'noise', 'empty', 'decimal comma']
  for (const copy of damagedCopies(text, 2000, kinds)) {
    expect([3521, null], copy.kinds.join(', ')).toContain(swapInsOf(copy.text))
  }
})
