import { expect, test } from 'vitest'
import { ecdfChart } from '../../../reporters/charts/ecdf.ts'
import { hostileName } from '../hostile.ts'
import { sampleRun, sampleSeries } from '../sample-report.ts'
import { xmlProblem } from '../../support/well-formed.ts'

test('shares of requests within a time: a curve a run, which ends below 1 where some failed', () => {
  const whole = sampleSeries(1000, 40)
  const half = sampleSeries(1000, 2000, [0, 1, 2])
  const [one, other] = [sampleRun(whole, { id: 'a' }), sampleRun(half, { id: 'b', name: hostileName })]
  const series = new Map([
    ['a', whole],
    ['b', half],
  ])
  const svg = ecdfChart([one, other], series) ?? ''
  expect(xmlProblem(svg)).toBeNull()
  expect(svg).not.toMatch(/NaN|Infinity|undefined|<script/u)
  expect(svg).toContain('latency, ms (logarithmic)')
  expect(Buffer.byteLength(svg)).toBeLessThan(20_000)
  // From 332 pixels at 0 up to 72 at 1.
  const ends = [...svg.matchAll(/V([\d.]+)" stroke/gu)].map(([, y]) => Number(y))
  expect(ends[0]).toBe(72)
  expect(ends[1]).toBeGreaterThan(72)
  expect(ecdfChart([one], series)).toBeNull()
  expect(ecdfChart([one, other], new Map())).toBeNull()
})
