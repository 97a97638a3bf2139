import { expect, test } from 'vitest'
import { openai } from '../../src/cost/prices.ts'
import { matchers } from '../../src/matchers/index.ts'
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
  () => expect(run).toSaveCostVs(openai, 0.6),
  () => expect(run).not.toSaveCostVs(openai('gpt-4o'), 0.6),
  () => expect.not.toFitInMemory('1.5 GiB'),
]

test('what compiles also passes', () => {
  expect(run).toHaveP95Below(50)
  expect({ run }).toEqual({ run: expect.toFitInMemory('1.5 GiB') })
  expect(typed).not.toHaveLength(0)
})
