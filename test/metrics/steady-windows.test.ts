import { expect, test } from 'vitest'
import { steadyWindows } from '../../src/metrics/steady-windows.ts'
import { columnsOf } from '../../src/samples/columns.ts'
import { completedSample } from '../support/samples.ts'

test('the steady part begins when all clients are in flight, not at the n-th send', () => {
  // Client 0 answers twice before client 1 starts: the second send is not the second in flight.
  const samples = [
    completedSample(0, 10),
    completedSample(10, 10),
    completedSample(15, 30),
    completedSample(20, 30),
    completedSample(45, 30),
  ]
  expect(steadyWindows(columnsOf(samples), 2)).toEqual([{ from: 15, to: 45 }])
})

test('each turn has its own, and one that never gets there has none', () => {
  const turn = (slot: number, from: number, sends: number[]): ReturnType<typeof completedSample>[] =>
    sends.map((send) => ({ ...completedSample(from + send, 10), slot }))
  const samples = [...turn(0, 0, [0, 5, 10]), ...turn(3, 1000, [0, 10, 20]), ...turn(4, 2000, [0, 1, 12])]
  expect(steadyWindows(columnsOf(samples), 2)).toEqual([
    { from: 5, to: 10 },
    { from: 2001, to: 2012 },
  ])
})
