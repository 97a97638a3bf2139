import { expect, test } from 'vitest'
import { drawnEnergy } from '../runs/energy/drawn-sample.ts'
import { energyCost } from '../../src/cost/energy-cost.ts'
import { price } from '../../src/cost/price.ts'
import { matchers } from '../../src/matchers/index.ts'
import type { DrawnEnergyRecord } from '../../src/record/energy.ts'
import { energyRecord } from '../../src/runs/energy/energy-record.ts'
import type { LlmRun } from '../../src/vitest/llm-run.ts'
import { failureOf, refusalOf } from './support/failure.ts'
import { constructedRun, repeated } from './support/run-builder.ts'

expect.extend(matchers)

const drawn: DrawnEnergyRecord = {
  ...drawnEnergy,
  netJoules: 600,
  netInterval: { low: 480, high: 720, confidence: 0.9 },
  idleWatts: 40,
}

/** Ten requests of 100 output tokens each: 100 J a request, 1 J a token. */
function metered(changes: Partial<DrawnEnergyRecord> = {}, source: 'usage' | 'chunks' = 'usage'): LlmRun {
  const energy = energyRecord({ ...drawn, ...changes }, 10, 1000)
  const usdPerKwh = { value: 0.36, provenance: 'declared' } as const
  return constructedRun(repeated(10, { latency: 1000, inputTokens: 100, outputTokens: 100 }), {
    record: {
      energy,
      cost: energy === null ? null : energyCost({ energy, usdPerKwh, completed: 10 }),
      tokens: { input: 1000, output: 1000, cached: null, cachedSource: null, reasoning: null, source },
    },
  })
}

test('the interval of the meter decides, per request, per token and of the run', () => {
  expect(metered()).toUseLessEnergyThan(111)
  expect(metered()).not.toUseLessEnergyThan(89)
  expect(metered()).toUseLessEnergyThan(1.11, { per: 'token' })
  expect(metered()).toUseLessEnergyThan(1101, { per: 'run' })
  expect(metered()).toUseLessEnergyThan(73, { net: true })
  expect(failureOf(() => expect(metered()).toUseLessEnergyThan(0.8, { per: 'token' }))).toBe(
    [
      'expected energy of an output token below 0.8 J, observed 1.00 J (n = 101, 90 % interval 0.900 to 1.10 J): fail',
      'measured by nvidia-smi, 101 readings, scope gpu (GPU 0); accuracy 0 % and 5 W as its maker says',
      'run "short answer" of constructed-135m',
    ].join('\n'),
  )
})

test('a limit within the interval is settled by nobody', () => {
  const message = failureOf(() => expect(metered()).toUseLessEnergyThan(95))
  expect(message).toContain('(n = 101, 90 % interval 90.0 to 110 J): inconclusive')
  expect(message).toContain("(option inconclusive: 'point')")
  expect(failureOf(() => expect(metered()).not.toUseLessEnergyThan(105))).toContain('inconclusive')
})

test('declared watts are a fact, labelled as such', () => {
  const declared = { meter: null, provenance: 'declared', scope: 'system', interval: null, netInterval: null } as const
  expect(metered(declared)).toUseLessEnergyThan(101)
  expect(failureOf(() => expect(metered(declared)).toUseLessEnergyThan(99))).toContain(
    'observed 100 J (n = 1, no interval): fail\ndeclared watts of the whole machine',
  )
})

test('energy that a model of the chip estimates settles nothing either way, unless that is accepted', () => {
  const chip = { meter: 'powermetrics', provenance: 'estimated', scope: 'soc' } as const
  const run = metered(chip)
  const words = 'inconclusive: the energy is estimated: powermetrics tells what a model of the chip says'
  expect(failureOf(() => expect(run).not.toUseLessEnergyThan(200))).toContain(words)
  expect(failureOf(() => expect(run).toUseLessEnergyThan(50))).toContain(words)
  expect(failureOf(() => expect(run).toUseLessEnergyThan(50, { accept: ['estimated'] }))).toContain('): fail')
  const api = price({ inputPerMTok: 0.1, outputPerMTok: 0.1 })
  expect(failureOf(() => expect(run).toSaveCostVs(api, 0.56))).toContain(words)
  expect(failureOf(() => expect(run).toSaveCostVs(api, 0.56, { accept: ['estimated'] }))).toContain('): fail')
  // Declared watts are the user's own word, and measured ones a meter's.
  expect(failureOf(() => expect(metered()).toUseLessEnergyThan(50))).toContain('): fail')
})

test('tokens that nobody counted leave a claim per token open, unless that is accepted', () => {
  const run = metered({}, 'chunks')
  expect(run).toUseLessEnergyThan(111)
  expect(failureOf(() => expect(run).not.toUseLessEnergyThan(2, { per: 'token' }))).toContain('tokens are estimated')
  expect(run).toUseLessEnergyThan(2, { per: 'token', accept: ['estimated'] })
})

test('without energy, with a refused one, or without what is idle, there is nothing to judge', () => {
  const none = constructedRun(repeated(10, 10))
  expect(refusalOf(() => expect(none).toUseLessEnergyThan(1)).message).toContain(
    'no energy was measured: give its bench',
  )
  const refusal = { code: 'gap', reason: 'GPU 0 told nothing for 2 s' } as const
  const refused = metered({ grossJoules: null, interval: null, refusal })
  expect(refusalOf(() => expect(refused).not.toUseLessEnergyThan(1)).message).toBe(
    'toUseLessEnergyThan: GPU 0 told nothing for 2 s (gap)',
  )
  expect(refusalOf(() => expect(metered({ netJoules: null })).toUseLessEnergyThan(1, { net: true })).message).toContain(
    'the idle machine was not watched',
  )
  expect(refusalOf(() => expect(metered()).toUseLessEnergyThan(-1)).message).toBe(
    'toUseLessEnergyThan(joules): -1 is not allowed here; give a number above 0, in joules',
  )
})

test('a saving is judged by the interval of the energy, and says what the meter does not see', () => {
  // 100 J at 0.36 USD/kWh are 0.00001 USD, within 10 %.
  const api = price({ inputPerMTok: 0.1, outputPerMTok: 0.1 })
  expect(metered()).toSaveCostVs(api, 0.44)
  expect(metered()).not.toSaveCostVs(api, 0.56)
  // What the rest of the machine draws can only make less of the saving.
  const open = failureOf(() => expect(metered()).not.toSaveCostVs(api, 0.2))
  expect(open).toContain('inconclusive: energy of all but the GPU is unknown, and not in the cost')
  expect(failureOf(() => expect(metered()).not.toSaveCostVs(api, 0.2, { accept: ['estimated'] }))).toContain('): fail')
  const message = failureOf(() => expect(metered()).toSaveCostVs(api, 0.52))
  expect(message).toContain('(n = 101, 90 % interval 45.0 to 55.0 %): inconclusive')
  expect(message).toContain('energy of all but the GPU unknown')
})
