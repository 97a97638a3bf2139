import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { lowPowerFromPmset, lowPowerFromSys } from '../../../src/machine/facts/low-power.ts'

test('macOS: the line of pmset -g, among others', () => {
  const output = (mode: string): string =>
    `System-wide power settings:\nCurrently in use:\n standby              1\n${mode} hibernatemode        3\n`
  expect(lowPowerFromPmset(output(' lowpowermode         1\n'))).toBe(true)
  expect(lowPowerFromPmset(output(' lowpowermode         0\n'))).toBe(false)
  expect(lowPowerFromPmset(output(''))).toBeNull()
  expect(lowPowerFromPmset(output(' powermode            1\n'))).toBe(true)
  expect(lowPowerFromPmset(output(' powermode            2\n'))).toBe(false)
  expect(lowPowerFromPmset(output(' lowpowermode         18446744073709551615\n'))).toBeNull()
})

test('Linux: the firmware profile, where there is one', () => {
  const folder = mkdtempSync(join(tmpdir(), 'low-power-test-'))
  try {
    const file = join(folder, 'platform_profile')
    expect(lowPowerFromSys(file)).toBeNull()
    for (const [profile, saves] of [
      ['low-power', true],
      ['quiet', true],
      ['balanced', false],
      ['performance', false],
    ] as const) {
      writeFileSync(file, `${profile}\n`)
      expect(lowPowerFromSys(file)).toBe(saves)
    }
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
})
