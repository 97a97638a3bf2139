import { expect, test } from 'vitest'
import { abJson } from '../../../src/cli/ab/ab-json.ts'
import { abText } from '../../../src/cli/ab/ab-text.ts'
import { benches, benchOf, resultOf } from './result.ts'

const words = { by: 0.05, policy: null } as const

test('the whole text: a table, a line for each bench, notes and a summary', () => {
  const { slow, open, once, doubted } = benches
  const text = abText(resultOf([slow, open, once, doubted], ['a.bench.ts › t › gone']), words)
  expect(text).toMatchInlineSnapshot(`
    "bench     metric  main (012345678)  working tree  b / a  90 % interval  launches  result
    slow     latency           40.0 ms       60.0 ms   1.50   1.49 to 1.51     6 + 6  slower
    open     latency           40.0 ms       42.0 ms   1.06  0.713 to 1.59     3 + 3  inconclusive
    once     latency           40.0 ms       49.9 ms   1.22   1.02 to 1.47     6 + 6  inconclusive
    doubted  latency           40.0 ms       40.0 ms   1.00  0.984 to 1.02     3 + 3  inconclusive

    slow: the working tree is 1.50 times slower than main [1.49, 1.51]
    open: whether the working tree is faster than main is inconclusive [0.63, 1.40]
    once: whether the working tree is faster than main is inconclusive [0.68, 0.98]: about 9 launches of each would settle it
    doubted: whether the working tree is faster than main is inconclusive [0.98, 1.02]: the run ended early

    once: one of two sets says that it is slower, the other does not: that confirms nothing
    doubted: inconclusive: the run ended early
    only in main: a.bench.ts › t › gone

    1 of 4 regressed: median latency beyond 5 % more, and a second set confirms it, 3 of 4 inconclusive"
  `)
})

test('names of others are escaped, and equal ones told apart by their keys', () => {
  const evil = benchOf('\u001B[31mred\nline', benches.same.sets)
  const text = abText(resultOf([evil, { ...evil, key: 'b.bench.ts › t › red line' }]), words)
  expect(text).not.toContain('\u001B')
  expect(text.split('\n').filter((line) => line.startsWith('a.bench.ts › t › red line'))).toHaveLength(2)
})

test('figures for programs are JSON, without infinities', () => {
  const lost = benchOf('lost', [{ a: [40, 41], b: [Infinity, Infinity] }])
  const parsed = JSON.parse(abJson(resultOf([lost]), { by: 0.05 }, 3)) as object
  expect(parsed).toMatchObject({
    exitCode: 3,
    benches: [{ ratio: null, interval: null, sets: [{ a: [40, 41], b: [null, null] }] }],
    launches: [{ side: 'a', set: 0, tookMs: 1000, exitCode: 0 }, {}, {}, {}, {}, {}],
  })
})
