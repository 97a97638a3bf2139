import { expect, test } from 'vitest'
import { changePoints, fewestAside, fewestForChange } from '../../../src/stats/series/change-points.ts'
import { seededRandom } from '../../../src/stats/random.ts'
import { autoregressive, seededNormal } from '../draws.ts'

const histories = 200

/** Histories of 50 runs by seed, the last `shifted` of them moved by so many standard deviations. */
function* drawn(draw: (seed: number) => () => number, shifted = 0, by = 0): Generator<Float64Array> {
  for (let seed = 0; seed < histories; seed++) {
    const next = draw(seed + 1)
    yield Float64Array.from({ length: 50 }, (_, run) => 100 + next() + (run >= 50 - shifted ? by : 0))
  }
}

function share(series: Iterable<Float64Array>, holds: (values: Float64Array) => boolean): number {
  return [...series].filter(holds).length / histories
}

/** Student's t with two degrees of freedom: its variance is infinite. */
function heavy(seed: number): () => number {
  const normal = seededNormal(seed)
  return () => normal() / Math.sqrt((normal() ** 2 + normal() ** 2) / 2)
}

/** Normal values, of which one in sixteen stands far above: a busy machine. */
function spiked(seed: number): () => number {
  const [normal, uniform] = [seededNormal(seed), seededRandom(seed + 1000)]
  return () => normal() + (uniform() < 1 / 16 ? 6 + 4 * uniform() : 0)
}

const hasChange = (values: Float64Array): boolean => changePoints(values).length > 0

test('at most 5 % of flat histories of 50 runs show one, however heavy the tails', () => {
  for (const draw of [seededNormal, heavy, spiked]) expect(share(drawn(draw), hasChange)).toBeLessThanOrEqual(0.05)
})

test('a step of 3 standard deviations is found within 5 runs, where it is, in 90 %', () => {
  const isFound = (values: Float64Array): boolean => changePoints(values).some(({ at }) => Math.abs(at - 45) <= 2)
  expect(share(drawn(seededNormal, 5, 3), isFound)).toBeGreaterThanOrEqual(0.9)
  expect(share(drawn(seededNormal, 5, -3), isFound)).toBeGreaterThanOrEqual(0.9)
})

test('runs that are like their neighbours show changes where there are none: the limit is known', () => {
  const correlated = (correlation: number) => (seed: number) => {
    const values = autoregressive(50, correlation, seededNormal(seed))
    let next = 0
    return () => values[next++] ?? 0
  }
  expect(share(drawn(correlated(0.1)), hasChange)).toBeLessThan(0.1)
  expect(share(drawn(correlated(0.3)), hasChange)).toBeGreaterThan(0.05)
})

test('several steps are told apart, the same at each search; too few values and equal ones have none', () => {
  const normal = seededNormal(3)
  const level = (run: number): number => (run < 20 ? 10 : run < 35 ? 14 : 11)
  const values = Float64Array.from({ length: 50 }, (_, run) => level(run) + normal() * 0.3)
  const found = changePoints(values)
  expect(found.map(({ at }) => at)).toEqual([20, 35])
  expect(found.every(({ pValue }) => pValue <= 0.02)).toBe(true)
  expect(changePoints(values)).toEqual(found)
  expect(changePoints(new Float64Array(50).fill(7))).toEqual([])
  for (let n = 0; n < 2 * fewestAside; n++) expect(changePoints(values.slice(0, n))).toEqual([])
})

test('below the fewest runs no step is found, however large; of so many one is', () => {
  const step = (length: number, at: number): Float64Array =>
    Float64Array.from({ length }, (_, index) => (index < at ? 1 : 100) + index / 1000)
  for (let length = 2 * fewestAside; length < fewestForChange; length++) {
    for (let at = fewestAside; at <= length - fewestAside; at++) {
      expect(changePoints(step(length, at)), `${at} of ${length}`).toEqual([])
    }
  }
  expect(changePoints(step(fewestForChange, 4)).map(({ at }) => at)).toEqual([4])
})
