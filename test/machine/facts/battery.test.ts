import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { onBatteryFromPmset, onBatteryFromSys } from '../../../src/machine/facts/battery.ts'

let folder = ''

function supply(name: string, files: Record<string, string>): void {
  mkdirSync(join(folder, name))
  for (const [file, content] of Object.entries(files)) {
    writeFileSync(join(folder, name, file), `${content}\n`)
  }
}

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'battery-test-'))
})

afterEach(() => {
  rmSync(folder, { recursive: true, force: true })
})

test('Linux: on mains, on battery, unknown', () => {
  expect(onBatteryFromSys(join(folder, 'missing'))).toBeNull()
  expect(onBatteryFromSys(folder)).toBeNull()
  supply('BAT0', { type: 'Battery', status: 'Discharging' })
  supply('AC', { type: 'Mains', online: '0' })
  expect(onBatteryFromSys(folder)).toBe(true)
  writeFileSync(join(folder, 'AC', 'online'), '1\n')
  expect(onBatteryFromSys(folder)).toBe(false)
})

test('Linux: a battery that charges means mains; the battery of a mouse means nothing', () => {
  supply('hidpp_battery_0', { type: 'Battery', status: 'Discharging', scope: 'Device' })
  expect(onBatteryFromSys(folder)).toBeNull()
  supply('BAT0', { type: 'Battery', status: 'Charging' })
  expect(onBatteryFromSys(folder)).toBe(false)
})

test('macOS: the first line of pmset -g batt', () => {
  const rest = '\n -InternalBattery-0 (id=1)\t80%; discharging; 4:10 remaining present: true\n'
  expect(onBatteryFromPmset(`Now drawing from 'Battery Power'${rest}`)).toBe(true)
  expect(onBatteryFromPmset(`Now drawing from 'AC Power'${rest}`)).toBe(false)
  expect(onBatteryFromPmset('')).toBeNull()
})
