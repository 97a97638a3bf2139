import { expect, test } from 'vitest'
import { openai } from '../../src/cost/prices.ts'
import { matchers } from '../../src/matchers/index.ts'
import { refusalOf } from './support/failure.ts'
import { constructedRun, repeated } from './support/run-builder.ts'

expect.extend(matchers)

const run = constructedRun(repeated(100, 10))

// What does not compile is never called: these functions exist for the type check alone.
const typed: readonly (() => unknown)[] = [
  // @ts-expect-error a misspelt matcher
  () => expect(run).toHaveP95Bellow(50),
  // @ts-expect-error a misspelt asymmetric matcher
  () => expect.toHaveP95Bellow(50),
  // @ts-expect-error a limit that is no number
  () => expect(run).toHaveP95Below('50'),
  // @ts-expect-error an unknown metric
  () => expect(run).toHaveP95Below(50, { of: 'tttf' }),
  // @ts-expect-error an unknown unit
  () => expect(run).toFitInMemory('2 XB'),
  // @ts-expect-error an unknown backend
  () => expect(run).toRunOn('tpu'),
  // @ts-expect-error a price that is only a name
  () => expect(run).toSaveCostVs('openai', 0.6),
  // @ts-expect-error an unknown preset
  () => expect(run).toMeetSLO('mlperf:gpt-2'),
  // @ts-expect-error a clause on a speed
  () => expect(run).toMeetSLO({ decodeSpeed: { p95: 20 } }),
  // @ts-expect-error a limit that no single request has
  () => expect(run).toHaveGoodputAbove(0.9, { interChunk: 5 }),
  // @ts-expect-error an option of the other matcher
  () => expect(run).toOutperform(run, { within: 0.1 }),
  () => expect(run).toBeEquivalentTo(run, { of: 'ttft', within: 0.1 }),
  // @ts-expect-error nothing else can be accepted
  () => expect(run).toSaveCostVs(openai, 0.6, { accept: ['guessed'] }),
  // @ts-expect-error a fact accepts nothing
  () => expect(run).toRunOn('cpu', { accept: ['simulated'] }),
  () => expect(run).toSaveCostVs(openai, 0.6, { accept: ['assumed', 'simulated'] }),
  () => expect(run).toHaveP95Below(50, { of: 'ttft', accept: ['simulated'] }),
  () => expect(run).toMeetSLO({ ttft: { p95: 200 } }, { accept: ['simulated'] }),
  // @ts-expect-error a misspelt part
  () => expect(run).toReplace(openai, { savings: 0.6 }),
  // @ts-expect-error a quality without its margin
  () => expect(run).toReplace(run, { quality: { of: 'rouge' } }),
  // @ts-expect-error figures with another name
  () => expect(run).toReplace({ name: 'a', usd: 1 }, { saving: 0.6 }),
  () => expect(run).toReplace(run, { latency: { p95: 50 }, ttft: { mean: 9 }, saving: 0.6, quality: { margin: 0.02 } }),
  () => expect(run).not.toReplace({ name: 'a', usdPerRequest: 1 }, { saving: 0.6 }, { accept: ['assumed'] }),
  () => expect(run).toSaveCostVs(run, 0.6),
  () => expect(run).toSaveCostVs(openai, 0.6),
  () => expect(run).not.toSaveCostVs(openai('gpt-4o'), 0.6),
  () => expect.not.toFitInMemory('1.5 GiB'),
]

/** A matcher as a file without types calls it: the arguments before its options, whether it has some, or the name of one where it accepts nothing. */
const calls: readonly (readonly [
  name: keyof typeof matchers,
  before: readonly unknown[],
  options: boolean | string,
])[] = [
  ['toHaveP50Below', [50], true],
  ['toHaveP90Below', [50], true],
  ['toHaveP95Below', [50], true],
  ['toHaveP99Below', [50], true],
  ['toHavePercentileBelow', [99.9, 50], true],
  ['toHaveMeanBelow', [50], true],
  ['toHaveThroughputAbove', [1], true],
  ['toHaveSuccessRateAbove', [0.5], true],
  ['toNotRegressFrom', ['main'], true],
  ['toOutperform', [run], true],
  ['toBeEquivalentTo', [run], true],
  ['toMeetSLO', [{ latency: { p50: 50 } }], true],
  ['toHaveGoodputAbove', [0.5, { latency: 50 }], true],
  ['toLoadWithin', [5000], true],
  ['toFitInMemory', ['2 GB'], false],
  ['toRunOn', ['cpu'], false],
  ['toSaveCostVs', [openai, 0.1], true],
  ['toCostLessThan', [0.1], true],
  ['toScoreAtLeast', ['bleu', 0.3], false],
  ['toHaveQualityAbove', [0.3], 'of'],
  ['toMaintainQualityVs', [run], 'margin'],
  ['toReplace', [run, { saving: 0.5 }], true],
  ['toSustain', [32], true],
  ['toUseLessEnergyThan', [1], true],
  ['toBeBest', [], true],
  ['toSlowDownBy', [run], true],
  ['toSwitchWithin', [5000], true],
  ['toHavePerplexityBelow', [5], false],
  ['toHaveKLDivergenceBelow', ['base.gguf', 0.1], false],
  ['toHaveAcceptanceAbove', [0.5], false],
]

type Loose = Readonly<Record<string, (...given: readonly unknown[]) => unknown>>

const wrong: readonly unknown[] = [
  { off: 'ttft' },
  'ttft',
  '',
  5,
  Number.NaN,
  true,
  null,
  [],
  ['ttft'],
  () => 'ttft',
  new Map([['of', 'ttft']]),
  { accept: null },
  { accept: 'simulated' },
  { accept: ['guessed'] },
]

test('the list of calls has every matcher', () => {
  expect(calls.map(([name]) => name).toSorted()).toEqual(Object.keys(matchers).toSorted())
})

test.for(calls)('%s takes its options, and refuses anything else in their place in one line', ([name, before, has]) => {
  for (const given of wrong) {
    for (const negated of [false, true]) {
      const { code, message } = refusalOf(() => {
        const claim = negated ? expect(run).not : expect(run)
        return (claim as unknown as Loose)[name]?.(...before, given)
      })
      expect(code).toBe('invalid-option')
      expect(message).toMatch(/^to\w+\(.*\): .+/u)
      expect(message).not.toContain('\n')
      const known = typeof has === 'string' ? has : 'accept|"assumed"'
      const wanted =
        has === false ? /give only [\w, ]+$/u : new RegExp(`(?:; give|there (?:is|are)) .*(?:${known})`, 'u')
      expect(message).toMatch(wanted)
    }
  }
})

test.for(calls)('%s refuses what stands after its last argument', ([name, before, has]) => {
  const given = has === false ? [...before, {}] : [...before, {}, { accept: [] }]
  const { message } = refusalOf(() => (expect(run) as unknown as Loose)[name]?.(...given))
  expect(message).toMatch(/: a further argument, \{.*\}, is not allowed here; give only /u)
})

test('a name that is nearly one is told the nearest', () => {
  const { message } = refusalOf(() => expect(run).toHaveP95Below(50, { off: 'ttft' } as never))
  expect(message).toBe(
    'toHaveP95Below(limit, { off }): there is no option "off"; did you mean "of"? there are of, accept',
  )
})

test('options are looked at inside an equality and a poll, too', async () => {
  const options = { off: 'ttft' } as never
  expect(() => expect({ run }).toEqual({ run: expect.toHaveP95Below(50, options) })).toThrow(/no option "off"/u)
  expect(() => expect({ run }).not.toEqual({ run: (expect.not as unknown as Loose)['toRunOn']?.('cpu', {}) })).toThrow(
    /a further argument/u,
  )
  await expect(expect.poll(() => run, { timeout: 60, interval: 20 }).toHaveP95Below(50, options)).rejects.toThrow(
    /no option "off"/u,
  )
})

test('what compiles also passes', () => {
  expect(run).toHaveP95Below(50)
  expect({ run }).toEqual({ run: expect.toFitInMemory('1.5 GiB') })
  expect(typed).not.toHaveLength(0)
})
