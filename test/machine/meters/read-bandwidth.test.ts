import { expect, test } from 'vitest'
import { readBandwidth } from '../../../src/machine/meters/read-bandwidth.ts'

test('memory is read by as many threads, and the figure is no cache’s', async () => {
  const { gbPerSecond, threads, bytes } = await readBandwidth(2, 50)
  expect(threads).toBe(2)
  expect(bytes).toBeGreaterThanOrEqual(2 * 2 ** 24)
  expect(gbPerSecond).toBeGreaterThan(0.01)
  expect(gbPerSecond).toBeLessThan(2000)
})
