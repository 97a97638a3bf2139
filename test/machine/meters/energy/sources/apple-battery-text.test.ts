import { expect, test } from 'vitest'
import { appleBattery, meanWatts } from '../../../../../src/machine/meters/energy/sources/apple-battery-text.ts'
import { damaged } from './damaged.ts'
import { hasRecorded, recorded } from './recorded.ts'

/** Read, never seen: the keys of the recording, with other values. */
const text =
  '      "ExternalConnected" = No\n      "PowerTelemetryData" = {"SystemLoad"=12000,"AccumulatedSystemLoad"=1000000,' +
  '"SystemLoadAccumulatorCount"=100,"BatteryPower"=18446744073709551000}\n'

test.skipIf(!hasRecorded)('a recorded controller tells the watts of the machine, and their sum so far', () => {
  expect(appleBattery(recorded('ioreg-AppleSmartBattery-ac-macbookair-45w.txt'))).toEqual({
    systemWatts: 14.96,
    summedWatts: 2_545_485.601,
    count: 144_519,
    external: true,
  })
})

test('the mean between two looks is of all that was added up in between', () => {
  const before = appleBattery(text)
  const after = appleBattery(text.replace('=1000000', '=1030000').replace('Count"=100', 'Count"=102'))
  if (before === null || after === null) throw new TypeError('no telemetry')
  expect(before.external).toBe(false)
  expect(meanWatts(before, after)).toBe(15)
  expect(meanWatts(before, before)).toBeNull()
  expect(meanWatts(after, before)).toBeNull()
})

test('a machine without a battery, and whatever is damaged, is unknown, and nothing throws', () => {
  expect(appleBattery('')).toBeNull()
  expect(appleBattery('"PowerTelemetryData" = {"SystemLoad"=18446744073709551000}')?.systemWatts).toBeNull()
  const whole = hasRecorded ? recorded('ioreg-AppleSmartBattery-ac-macbookair-45w.txt') : text
  for (let seed = 0; seed < 1000; seed++) {
    const told = appleBattery(damaged(whole, seed))
    if (told !== null && told.systemWatts !== null) expect(told.systemWatts).toBeGreaterThanOrEqual(0)
  }
})
