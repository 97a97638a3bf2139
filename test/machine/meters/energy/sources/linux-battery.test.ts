import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, expect, test } from 'vitest'
import { dischargeWatts, linuxBatteryMeter } from '../../../../../src/machine/meters/energy/sources/linux-battery.ts'
import { damagedCopies } from '../../../damage.ts'

const root = mkdtempSync(join(tmpdir(), 'llm-bench-battery-'))
afterAll(() => rmSync(root, { recursive: true }))

/** Files as Linux documents them (sysfs-class-power): read, never seen. */
function battery(place: string, files: Readonly<Record<string, string>>): string {
  const folder = join(root, place)
  mkdirSync(folder, { recursive: true })
  for (const [file, text] of Object.entries({ type: 'Battery', ...files }))
    writeFileSync(join(folder, file), `${text}\n`)
  return folder
}

test('power, or current times voltage, whatever the sign, of all batteries that are drawn on', () => {
  const power = battery('a/BAT0', { status: 'Discharging', power_now: '12500000' })
  const current = battery('a/BAT1', { status: 'Discharging', current_now: '-1000000', voltage_now: '11500000' })
  const full = battery('a/BAT2', { status: 'Full', power_now: '0' })
  expect(dischargeWatts([power, current, full])).toBe(24)
})

test('a battery that is charged, or does not tell, is not what can be read', async () => {
  const charged = battery('b/BAT0', { status: 'Charging', power_now: '12500000' })
  expect(dischargeWatts([charged])).toBeNull()
  expect(dischargeWatts([battery('c/BAT0', { status: 'Discharging', power_now: 'läuft' })])).toBeNull()
  await expect(linuxBatteryMeter(join(root, 'b')).start()).rejects.toThrow('not what the machine draws on')
  await expect(linuxBatteryMeter(join(root, 'nowhere')).start()).rejects.toThrow('has no battery')
  battery('mouse/hidpp_battery_0', { scope: 'Device', status: 'Discharging', power_now: '1000000' })
  await expect(linuxBatteryMeter(join(root, 'mouse')).start()).rejects.toThrow('has no battery')
})

test('a laptop that draws on its battery tells the whole machine', async () => {
  battery('d/BAT0', { status: 'Discharging', power_now: '12500000' })
  const watch = await linuxBatteryMeter(join(root, 'd')).start()
  expect(watch).toMatchObject({ meter: 'battery', scope: 'system', kind: 'measured', terms: { minWindowMs: 60_000 } })
  watch.stop()
})

test('damaged files: the undamaged power or none, and nothing throws', () => {
  const files = { status: 'Discharging', power_now: '12500000' }
  for (const [file, text] of Object.entries(files)) {
    for (const { text: damaged, kinds } of damagedCopies(text, 150, [
      'empty',
      'noise',
      'figure absurd',
      'line doubled',
    ])) {
      const watts = dischargeWatts([battery('damaged/BAT0', { ...files, [file]: damaged })])
      // Microwatts are small for a battery, and still a figure: only what no machine draws is damage.
      expect(watts === null || watts === 12.5 || (watts > 0 && watts <= 100_000), kinds.join(', ')).toBe(true)
    }
  }
})
