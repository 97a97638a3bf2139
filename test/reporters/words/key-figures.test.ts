import { expect, test } from 'vitest'
import { keyFigures } from '../../../reporters/words/key-figures.ts'
import type { CostRecord } from '../../../src/record/cost.ts'
import { sampleReport, sampleRun, sampleSeries } from '../sample-report.ts'

const cost: CostRecord = {
  basis: 'energy',
  usdPerRequest: 0.001,
  interval: null,
  kind: 'measured',
  parts: [],
  unknown: [],
}

function runWith(name: string, changes: Partial<CostRecord>) {
  return { ...sampleRun(sampleSeries(20, 100)), id: name, name, title: name, cost: { ...cost, ...changes } }
}

const costs = (...changes: Partial<CostRecord>[]): string[] =>
  keyFigures(sampleReport(changes.map((change, index) => runWith(`run ${index}`, change))))
    .filter(({ title }) => title === 'Cost')
    .map(({ text }) => text)

test('costs of one kind are set against each other', () => {
  const [only, ...others] = costs({}, { usdPerRequest: 0.002 })
  expect(only).toMatch(/^best run 0, .* a request \(measured, marginal, no interval, n = 20\); worst run 1, /u)
  expect(others).toEqual([])
})

test('costs whose intervals overlap are not told apart', () => {
  const interval = { low: 0.0005, high: 0.003, confidence: 0.9 }
  const [text] = costs({ interval }, { usdPerRequest: 0.002, interval })
  expect(text).toMatch(/^best run 0, .* \[.*\] a request \(measured, marginal, 90 % interval, n = 20\); worst run 1, /u)
  expect(text).toContain('the intervals overlap')
})

test.each<[string, Partial<CostRecord>]>([
  ['declared watts', { basis: 'electricity', kind: 'declared' }],
  ['assumed watts', { basis: 'electricity', kind: 'assumed' }],
  ['an estimate', { kind: 'estimated' }],
  ['a meter of a part of the machine', { unknown: ['energy of all but the GPU'] }],
  ['tokens at a price', { basis: 'tokens', kind: 'declared' }],
])('measured energy is not set against %s', (_, change) => {
  const found = costs({}, change)
  expect(found).toHaveLength(2)
  for (const text of found) expect(text).not.toContain('best')
})
