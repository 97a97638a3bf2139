import { expect, test } from 'vitest'
import { now, pause } from '../../../../../src/clock.ts'
import { type Koffi, nvmlCounters } from '../../../../../src/machine/meters/energy/sources/nvml.ts'

/** NVML as its documentation has it, of devices that draw 100 W each: read, never seen. */
function fakeKoffi(changes: { readonly energy?: number } = {}): Koffi {
  const began = now()
  return {
    load: () => ({
      func: (declaration) => (first, out) => {
        if (declaration.includes('GetHandleByIndex')) (out as unknown[])[0] = { index: first }
        if (declaration.includes('TotalEnergy')) (out as unknown[])[0] = BigInt(Math.round((now() - began) * 100))
        return declaration.includes('TotalEnergy') ? (changes.energy ?? 0) : 0
      },
    }),
  }
}

test('counters of every device are joules, read beside the power', async () => {
  const counters = nvmlCounters(['GPU 0', 'GPU 1'], () => fakeKoffi())
  await pause(500)
  counters?.stop()
  const series = counters?.book.series ?? []
  expect(series.map(({ device, form }) => [device, form])).toEqual([
    ['GPU 0', 'counter'],
    ['GPU 1', 'counter'],
  ])
  const { at = [], values = [] } = series[0] ?? {}
  const watts = (((values.at(-1) ?? 0) - (values[0] ?? 0)) / ((at.at(-1) ?? 0) - (at[0] ?? 0))) * 1000
  expect(watts).toBeCloseTo(100, -1)
})

test('without koffi, the library or the counter there is none', () => {
  expect(
    nvmlCounters(['GPU 0'], () => {
      throw new TypeError('Cannot find module koffi')
    }),
  ).toBeNull()
  // 3 is NVML_ERROR_NOT_SUPPORTED: a card older than Volta.
  expect(nvmlCounters(['GPU 0'], () => fakeKoffi({ energy: 3 }))).toBeNull()
})
