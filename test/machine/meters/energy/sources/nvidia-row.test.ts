import { expect, test } from 'vitest'
import { nvidiaFields, nvidiaRow } from '../../../../../src/machine/meters/energy/sources/nvidia-row.ts'
import { energyInterval } from '../../../../../src/machine/meters/energy/contract/energy-interval.ts'
import { windowsEnergy } from '../../../../../src/machine/meters/energy/contract/window-energy.ts'
import { MeterBook } from '../../../../../src/machine/meters/energy/meter-book.ts'
import { damaged } from './damaged.ts'
import { h200Counter, h200Rows } from './h200.ts'
import { hasRecorded, recorded } from './recorded.ts'

/** Read, never seen: the form that NVIDIA documents, of the fields that are asked for. */
const line = '2026/11/26 16:43:41.123, 1, 287.42, 281.10, 700.00, 97, 34817, 1755, 61'

test('a row is watts, the limit, the share at work and what else is told, with its own time stamp', () => {
  expect(nvidiaRow(line, nvidiaFields)).toEqual({
    index: 1,
    stamp: Date.UTC(2026, 10, 26, 16, 43, 41, 123),
    watts: 287.42,
    limitWatts: 700,
    utilization: 0.97,
    memoryBytes: 34_817 * 2 ** 20,
    clockMhz: 1755,
    celsius: 61,
  })
})

test('what a card does not know is null, and the mean power stands in for that of the moment', () => {
  const cells = '2026/11/26 16:43:41.123, 0, [N/A], 61.20, [Not Supported], N/A, [Unknown Error], 300, 41'
  expect(nvidiaRow(cells, nvidiaFields)).toMatchObject({
    watts: 61.2,
    limitWatts: null,
    utilization: null,
    memoryBytes: null,
  })
})

test.skipIf(!hasRecorded)('a recorded row of other fields tells those that it has', () => {
  const row = recorded('nvidia-smi-csv-rtx2080.txt').trim()
  // Places of the limit, the power and a field without a value, as the recording has them.
  const fields = row.split(',').map((_, place) => `other ${place}`)
  const named = fields
    .with(8, 'power.draw')
    .with(0, 'enforced.power.limit')
    .with(10, 'utilization.gpu')
    .with(17, 'index')
  expect(nvidiaRow(row, named)).toMatchObject({ watts: 176.98, limitWatts: 200, utilization: null, index: 8 })
})

test('words, half rows and damaged ones are no reading, and nothing throws', () => {
  for (const words of ['', 'No devices were found', 'NVIDIA-SMI has failed', line.slice(0, 40), `${line}, 7`]) {
    expect(nvidiaRow(words, nvidiaFields)).toBeNull()
  }
  for (let seed = 0; seed < 1000; seed++) {
    const row = nvidiaRow(damaged(line, seed), nvidiaFields)
    if (row === null) continue
    expect(Number.isInteger(row.index) && row.index >= 0).toBe(true)
    expect(row.utilization === null || (row.utilization >= 0 && row.utilization <= 1)).toBe(true)
  }
})

/** The recorded rows as the meter keeps them. */
function recordedH200(): MeterBook {
  const book = new MeterBook('instant')
  for (const printed of h200Rows) {
    const row = nvidiaRow(printed, nvidiaFields)
    if (row === null || row.stamp === null) throw new TypeError(`no reading: ${printed}`)
    const { stamp, watts, limitWatts, utilization, memoryBytes, clockMhz, celsius } = row
    const state = { memoryBytes, clockMhz, celsius }
    book.add({ device: 'GPU 0', at: stamp, stamp, value: watts, limitWatts, activity: utilization, state })
  }
  return book
}

const terms = { maxGapMs: 1000, minWindowMs: 2000, lagMs: 100, batched: false, accuracy: { share: 0, watts: 5 } }

test('recorded rows of an H200 under load: the integral agrees with its own counter, which is in the interval', () => {
  const { from, to } = h200Counter
  const windows = [{ from: from.at, to: to.at }]
  const { energy } = windowsEnergy(recordedH200().readings, windows, terms)
  if (energy.state !== 'known') throw new TypeError(energy.refusal.reason)
  const counted = to.joules - from.joules
  expect(energy.joules / counted).toBeGreaterThan(0.95)
  expect(energy.joules / counted).toBeLessThan(1.05)
  const { low, high } = energyInterval(energy, (to.at - from.at) / 1000, terms)
  expect(low).toBeLessThan(counted)
  expect(high).toBeGreaterThan(counted)
})

test('recorded rows of an H200 at rest are no energy of any work', () => {
  const first = nvidiaRow(h200Rows[0] ?? '', nvidiaFields)?.stamp ?? 0
  const windows = [{ from: first + 50, to: first + 900 }]
  const { energy } = windowsEnergy(recordedH200().readings, windows, { ...terms, minWindowMs: 500 })
  expect(energy).toMatchObject({ refusal: { code: 'idle-device' } })
})
