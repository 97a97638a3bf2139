import { setTimeout as pause } from 'node:timers/promises'
import { expect, test } from 'vitest'
import { now } from '../../../src/clock.ts'
import { conditionsMeter } from '../../../src/machine/meters/conditions-meter.ts'

test('a process that was busy and late for its own work is told so', async () => {
  const watch = conditionsMeter.start()
  // The histogram holds what lies between two of its ticks.
  await pause(30)
  const from = now()
  while (now() - from < 150);
  await pause(30)
  const { lagMaxMs, lagP99Ms, ownCores, othersCores, swapIns } = watch.stop()
  expect(lagMaxMs).toBeGreaterThan(100)
  expect(lagP99Ms).toBeLessThanOrEqual(lagMaxMs)
  expect(ownCores).toBeGreaterThan(0)
  for (const known of [othersCores, swapIns]) {
    if (process.platform === 'linux') expect(known).toBeGreaterThanOrEqual(0)
    else expect(known).toBeNull()
  }
})
