import { expect, test } from 'vitest'
import { slowdownChart } from '../../../reporters/charts/several/slowdown-chart.ts'
import { slowdownMatrix } from '../../../reporters/charts/several/slowdown-matrix.ts'
import type { SeveralRecord, SlowdownRecord } from '../../../src/record/several/several.ts'
import { xmlProblem } from '../../support/well-formed.ts'
import { hostileName } from '../hostile.ts'

function slowdown(model: string, beside: string[], ratio: number | null): SlowdownRecord {
  const interval = ratio === null ? null : { low: ratio - 0.1, high: ratio + 0.1, confidence: 0.9 }
  return { model, beside, metric: 'latency', ratio, interval, doubts: [] }
}

function several(models: string[], slowdowns: SlowdownRecord[]): SeveralRecord {
  return {
    id: 's',
    name: hostileName,
    route: 'all',
    loading: 'sequence',
    memoryBudget: null,
    all: { peakRssBytes: null, tokensPerSecond: null, threads: null },
    switches: [],
    missing: [],
    slowdowns,
    models: models.map((model) => ({
      model,
      run: model,
      provenance: 'synthetic',
      device: null,
      threads: null,
      loadTimeMs: null,
      peakRssBytes: null,
      vramBytes: null,
      declaredBytes: null,
      latencyMs: { alone: 20, together: 30 },
      tokensPerSecond: { alone: null, together: null },
      usdPerRequest: { alone: null, together: null },
      scores: [],
    })),
  }
}

const names = ['a', 'b', hostileName]

test('each model has a row: alone, beside each other one, and beside all', () => {
  const all = several(names, [
    slowdown('a', ['b'], 1.5),
    slowdown('b', ['a'], null),
    ...names.map((model) =>
      slowdown(
        model,
        names.filter((name) => name !== model),
        2,
      ),
    ),
  ])
  const svg = slowdownMatrix(all) ?? ''
  expect(xmlProblem(svg)).toBeNull()
  expect(svg).toContain('>1.50 [1.40, 1.60]<')
  expect(svg.match(/>2\.00 \[1\.90, 2\.10\]</gu)?.length).toBe(3)
  expect(svg.match(/>20\.0 ms</gu)?.length).toBe(3)
  expect(svg).toContain('a: 20.0 ms alone, 1.50 [1.40, 1.60] beside b, 2.00 [1.90, 2.10] beside all others')
  expect(svg).toContain('>synthetic weights<')
  expect(svg).toContain('prefers-color-scheme:dark')
  const bars = slowdownChart(all) ?? ''
  expect(xmlProblem(bars)).toBeNull()
  expect(bars).toContain('>synthetic weights<')
  expect(bars).toContain('bars: 90 % intervals')
})

test('an interval that reaches to anywhere does not flatten the others, and ends in an arrow', () => {
  const wide = { ...slowdown('a', ['b'], 1), interval: { low: 0.2, high: 22, confidence: 0.9 } }
  const svg = slowdownChart(several(['a', 'b'], [wide, slowdown('b', ['a'], 2)])) ?? ''
  expect(svg).toContain('>1.00 [0.20, 22.00]<')
  expect(svg).toMatch(/l6 4l-6 4/u)
  expect(svg).not.toMatch(/text-anchor="middle">20</u)
})

test('a pair has no column of all, and nothing compared has no picture', () => {
  expect(slowdownMatrix(several(['a', 'b'], [slowdown('a', ['b'], 1.5)]))).not.toContain('beside all others')
  expect(slowdownMatrix(several(['a', 'b'], [slowdown('a', ['b'], null)]))).toBeNull()
  expect(slowdownMatrix(several(['a'], []))).toBeNull()
})
