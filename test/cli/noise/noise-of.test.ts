import { expect, test } from 'vitest'
import { noiseOf } from '../../../src/cli/noise/noise-of.ts'
import type { LoadedRun } from '../../../src/cli/load-runs.ts'
import { emptyRun } from '../../../src/record/run.ts'
import type { Fingerprint } from '../../../src/record/environment.ts'
import { columnsOf, encodeColumns } from '../../../src/samples/columns.ts'
import { seededNormal } from '../../stats/draws.ts'
import { completedSample } from '../../support/samples.ts'

const fingerprint = { hash: 'abc', fields: {} } as unknown as Fingerprint
const normal = seededNormal(11)

function execution(centre: number, state: 'complete' | 'partial' = 'complete'): LoadedRun[] {
  const samples = Array.from({ length: 40 }, (_, index) =>
    completedSample(index * 1000, centre * Math.exp(0.02 * normal())),
  )
  const columns = encodeColumns(columnsOf(samples))
  const record = { ...emptyRun(), name: 'bench', state }
  return [{ key: 'a › bench', record, samples: { kind: 'columns', columns }, fingerprint }]
}

test('the spread of the launches of a bench, what they show, and what the wanted change takes', () => {
  const found = noiseOf(
    [90, 100, 111, 104, 96].map((centre) => execution(centre)),
    0.05,
  )
  const latency = found.find(({ floor }) => floor.metric === 'latency')
  expect(latency).toMatchObject({ name: 'bench', floor: { key: 'a › bench', launches: 5, degrees: 4, n: 40 } })
  expect(latency?.spread).toBeGreaterThan(0.06)
  expect(latency?.spread).toBeLessThan(0.1)
  expect(latency?.visible).toBeGreaterThan(latency?.spread ?? 1)
  expect(latency?.wanted).toBeGreaterThan(20)
})

test('one launch, and what ended early, has none', () => {
  expect(noiseOf([execution(100)], 0.05)).toEqual([])
  expect(noiseOf([execution(100), execution(100, 'partial')], 0.05)).toEqual([])
})
