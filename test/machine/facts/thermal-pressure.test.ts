import { platform } from 'node:os'
import { expect, test } from 'vitest'
import { pressureIn, thermalPressure } from '../../../src/machine/facts/thermal-pressure.ts'

test('the level is the number behind the key; anything else is unknown', () => {
  expect(pressureIn('com.apple.system.thermalpressurelevel 0\n')).toBe(0)
  expect(pressureIn('com.apple.system.thermalpressurelevel 2')).toBe(2)
  expect(pressureIn('Failed')).toBeNull()
  expect(pressureIn('com.apple.system.thermalpressurelevel 18446744073709551615\n')).toBeNull()
})

test.skipIf(platform() === 'darwin')('elsewhere than on macOS it is unknown', () => {
  expect(thermalPressure()).toBeNull()
})
