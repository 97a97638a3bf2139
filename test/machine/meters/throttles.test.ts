import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { throttlesIn } from '../../../src/machine/meters/throttles.ts'

// Read, never seen: the counters of two packages.
test('the counters of the first and the last package; none where there are none', () => {
  const folder = mkdtempSync(join(tmpdir(), 'throttles-test-'))
  onTestFinished(() => rmSync(folder, { recursive: true }))
  expect(throttlesIn(folder)).toBeNull()
  for (const [cpu, count] of [
    [0, 3],
    [1, 3],
    [2, 4],
    [10, 4],
  ]) {
    mkdirSync(join(folder, `cpu${cpu}`, 'thermal_throttle'), { recursive: true })
    writeFileSync(join(folder, `cpu${cpu}`, 'thermal_throttle', 'package_throttle_count'), `${count}\n`)
  }
  expect(throttlesIn(folder)).toBe(7)
  expect(throttlesIn(join(folder, 'missing'))).toBeNull()
})
