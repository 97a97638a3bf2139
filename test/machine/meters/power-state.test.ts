import { expect, test } from 'vitest'
import { swapInsOf, worsePower } from '../../../src/machine/meters/power-state.ts'

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
