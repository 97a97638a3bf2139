import { type Assertion, describe, expect, test } from 'vitest'
import { localCost } from '../../../src/cost/local.ts'
import { openai } from '../../../src/cost/prices.ts'
import type { AcceptOption } from '../../../src/matchers/claims/accept-option.ts'
import { judgeObjective } from '../../../src/matchers/claims/objective-verdict.ts'
import { objectiveOf } from '../../../src/objectives/objective-clauses.ts'
import { matchers } from '../../../src/matchers/index.ts'
import { failureOf, refusalOf } from '../support/failure.ts'
import { constructedArms, constructedRun, repeated } from '../support/run-builder.ts'

expect.extend(matchers)

const declared = { value: 1, provenance: 'declared' } as const
const cost = localCost({ watts: declared, usdPerKwh: declared, windowMs: 1000, completed: 100 })
const simulated = constructedRun(repeated(100, 10), { record: { provenance: 'simulated', cost } })
const blocks = Array.from({ length: 10 }, () => repeated(8, 40))
const arms = constructedArms({ ours: blocks, theirs: blocks }, { provenance: 'simulated' })

type Claim = (claim: Assertion, options?: AcceptOption) => unknown

/** Every matcher of a time, a rate or a cost; each claim holds. */
const claims: readonly (readonly [keyof typeof matchers, Claim])[] = [
  ['toHaveP50Below', (claim, options) => claim.toHaveP50Below(50, options)],
  ['toHaveP90Below', (claim, options) => claim.toHaveP90Below(50, options)],
  ['toHaveP95Below', (claim, options) => claim.toHaveP95Below(50, options)],
  ['toHaveP99Below', (claim, options) => claim.toHaveP99Below(50, options)],
  ['toHavePercentileBelow', (claim, options) => claim.toHavePercentileBelow(95, 50, options)],
  ['toHaveMeanBelow', (claim, options) => claim.toHaveMeanBelow(50, options)],
  ['toHaveThroughputAbove', (claim, options) => claim.toHaveThroughputAbove(1, options)],
  ['toHaveSuccessRateAbove', (claim, options) => claim.toHaveSuccessRateAbove(0.5, options)],
  ['toHaveGoodputAbove', (claim, options) => claim.toHaveGoodputAbove(0.9, { ttft: 200 }, options)],
  ['toMeetSLO', (claim, options) => claim.toMeetSLO({ ttft: { p95: 200 } }, options)],
  ['toLoadWithin', (claim, options) => claim.toLoadWithin(5000, options)],
  ['toSaveCostVs', (claim, options) => claim.toSaveCostVs(openai, 0, options)],
]

describe('a simulated target', () => {
  test.each(claims)('%s throws, negated too, and says how to accept it', (matcher, claim) => {
    for (const assertion of [expect(simulated), expect(simulated).not]) {
      for (const options of [undefined, {}, { accept: [] }, { accept: ['assumed'] }] as const) {
        const error = refusalOf(() => claim(assertion, options))
        expect(error.code).toBe('not-measured')
        expect(error.message).toBe(
          `${matcher}: the target is simulated, so its figures measure nothing; run it against a model or an endpoint, or accept it by name: { accept: ['simulated'] }`,
        )
      }
    }
  })

  test.each(claims.filter(([matcher]) => matcher !== 'toSaveCostVs'))(
    '%s judges it where it is accepted, and labels it',
    (_, claim) => {
      claim(expect(simulated), { accept: ['simulated'] })
      const message = failureOf(() => claim(expect(simulated).not, { accept: ['simulated'] }))
      expect(message).toContain('run "short answer" of constructed-135m (simulated: nothing was measured)')
    },
  )

  test('two of them are compared where that is accepted', () => {
    for (const assertion of [expect(arms.ours), expect(arms.ours).not]) {
      expect(refusalOf(() => assertion.toBeEquivalentTo(arms.theirs)).message).toContain("{ accept: ['simulated'] }")
      expect(refusalOf(() => assertion.toOutperform(arms.theirs)).message).toContain("{ accept: ['simulated'] }")
    }
    expect(arms.ours).toBeEquivalentTo(arms.theirs, { accept: ['simulated'] })
    expect(arms.ours).not.toOutperform(arms.theirs, { accept: ['simulated'] })
  })

  test('facts of a machine that was not there cannot be accepted', () => {
    for (const claim of [() => expect(simulated).toRunOn('cpu'), () => expect(simulated).toFitInMemory('2 GB')]) {
      expect(refusalOf(claim).message).toMatch(/an endpoint$/u)
    }
  })
})

/** Claims that hold on the figures of {@link guessed}, each on tokens. */
const ofTokens: readonly (readonly [string, Claim])[] = [
  ['tpot, percentile', (claim, options) => claim.toHaveP95Below(50, { of: 'tpot', ...options })],
  ['tpot, any percentile', (claim, options) => claim.toHavePercentileBelow(75, 50, { of: 'tpot', ...options })],
  ['tpot, mean', (claim, options) => claim.toHaveMeanBelow(50, { of: 'tpot', ...options })],
  ['decodeSpeed', (claim, options) => claim.toHaveP50Below(100_000, { of: 'decodeSpeed', ...options })],
  ['throughput', (claim, options) => claim.toHaveThroughputAbove(1, options)],
  ['goodput with tpot', (claim, options) => claim.toHaveGoodputAbove(0.5, { ttft: 200, tpot: 50 }, options)],
  ['an objective with tpot', (claim, options) => claim.toMeetSLO({ ttft: { p95: 200 }, tpot: { p95: 50 } }, options)],
  ['cost', (claim, options) => claim.toSaveCostVs(openai, 0, options)],
]

/** Claims on the same run that no token enters. */
const ofTimes: readonly (readonly [string, Claim])[] = [
  ['latency', (claim, options) => claim.toHaveP95Below(50, options)],
  ['ttft', (claim, options) => claim.toHaveP95Below(50, { of: 'ttft', ...options })],
  ['goodput without tpot', (claim, options) => claim.toHaveGoodputAbove(0.5, { ttft: 200 }, options)],
  ['an objective without tpot', (claim, options) => claim.toMeetSLO({ ttft: { p95: 200 } }, options)],
  ['success', (claim, options) => claim.toHaveSuccessRateAbove(0.5, options)],
]

const counted = constructedRun(repeated(300, 10)).record
const tokens = { ...counted.tokens, source: 'chunks' } as const
const paid = localCost({
  watts: declared,
  usdPerKwh: { value: 1e-6, provenance: 'declared' },
  windowMs: 1000,
  completed: 300,
})
const guessed = constructedRun(repeated(300, 10), { record: { tokens, cost: paid } })
const sure = constructedRun(repeated(300, 10), { record: { cost: paid } })
const why =
  /inconclusive: output tokens are estimated: .*have it send usage, or accept this with \{ accept: \['estimated'\] \}/u

describe('tokens that the server did not count', () => {
  test.each(ofTokens)('%s is open, negated too', (_, claim) => {
    claim(expect(guessed))
    for (const options of [undefined, {}, { accept: [] }, { accept: ['assumed', 'simulated'] }] as const) {
      expect(failureOf(() => claim(expect(guessed).not, options))).toMatch(why)
    }
  })

  test.each(ofTokens)('%s is settled where that is accepted, and labelled', (_, claim) => {
    const options = { accept: ['estimated'] } as const
    claim(expect(guessed), options)
    const message = failureOf(() => claim(expect(guessed).not, options))
    expect(message).not.toContain('inconclusive')
    expect(message).toContain('run "short answer" of constructed-135m (output tokens estimated)')
  })

  test.each(ofTokens)('%s is settled where they were counted', (_, claim) => {
    const message = failureOf(() => claim(expect(sure).not))
    expect(message).not.toContain('inconclusive')
    expect(message).not.toContain('estimated')
  })

  test('an objective of a search is judged as toMeetSLO judges it', () => {
    const objective = objectiveOf({ tpot: { p95: 50 } }, () => 'search')
    const by = { matcher: 'search', alpha: 0.05 }
    expect(judgeObjective(guessed, objective, { ...by, accepted: [] })).toEqual({
      verdict: 'inconclusive',
      open: { reason: 'doubt', doubt: expect.stringMatching(/^output tokens are estimated: /u) },
    })
    expect(judgeObjective(guessed, objective, { ...by, accepted: ['estimated'] }).verdict).toBe('pass')
  })

  test.each(ofTimes)('%s is settled all the same', (_, claim) => {
    claim(expect(guessed))
    expect(failureOf(() => claim(expect(guessed).not))).not.toContain('inconclusive')
  })

  test('two runs are compared by tpot only where that is accepted, whichever of them it is', () => {
    const halves = constructedArms({ ours: blocks, theirs: blocks }, { provenance: 'measured' })
    const record = { ...halves.theirs.record, tokens }
    const theirs = { ...halves.theirs, record }
    const whyOther = new RegExp(why.source.replace('inconclusive: ', 'inconclusive: in "theirs" '), 'u')
    expect(failureOf(() => expect(halves.ours).not.toBeEquivalentTo(theirs, { of: 'tpot' }))).toMatch(whyOther)
    expect(failureOf(() => expect(halves.ours).toOutperform(theirs, { of: 'tpot' }))).toMatch(whyOther)
    expect(failureOf(() => expect(theirs).not.toBeEquivalentTo(halves.ours, { of: 'tpot' }))).toMatch(why)
    expect(halves.ours).toBeEquivalentTo(theirs, { of: 'tpot', accept: ['estimated'] })
    expect(
      failureOf(() => expect(halves.ours).toOutperform(theirs, { of: 'tpot', accept: ['estimated'] })),
    ).not.toContain('output tokens are estimated')
    expect(halves.ours).toBeEquivalentTo(theirs)
  })
})

test.each(claims)('%s accepts nothing else', (matcher, claim) => {
  for (const [accept, option, received] of [
    ['simulated', 'accept', '"simulated"'],
    [['assumed', 'guessed'], 'accept[1]', '"guessed"'],
    [true, 'accept', 'true'],
  ] as const) {
    // @ts-expect-error plain JavaScript passes anything
    const error = refusalOf(() => claim(expect(simulated), { accept }))
    expect(error.code).toBe('invalid-option')
    expect(error.message).toContain(`, { ${option} }): ${received} is not allowed here; give `)
    expect(error.message).toMatch(new RegExp(`^${matcher}\\(.+"estimated", "assumed" (?:and|or) "simulated"$`))
  }
})
