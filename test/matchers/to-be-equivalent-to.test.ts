import { expect, test } from 'vitest'
import { matchers } from '../../src/matchers/index.ts'
import { seededRandom } from '../../src/stats/random.ts'
import { failureOf, refusalOf } from './support/failure.ts'
import { constructedArms, constructedRun, repeated } from './support/run-builder.ts'

expect.extend(matchers)

function arms(ratio: number, pairs = 25) {
  const random = seededRandom(8)
  const blocks = (scale: number) =>
    Array.from({ length: pairs }, () => Array.from({ length: 8 }, () => scale * (38 + 4 * random())))
  return constructedArms({ ours: blocks(ratio), theirs: blocks(1) })
}

test('passes where the whole interval is inside the band', () => {
  const { ours, theirs } = arms(1)
  expect(ours).toBeEquivalentTo(theirs)
  expect(theirs).toBeEquivalentTo(ours, { of: 'ttft', within: 0.03 })
  const apart = arms(0.8)
  expect(apart.ours).not.toBeEquivalentTo(apart.theirs)
})

test('fails where it is wholly outside', () => {
  const { ours, theirs } = arms(0.8)
  expect(failureOf(() => expect(ours).toBeEquivalentTo(theirs))).toMatchInlineSnapshot(`
    "expected latency within 5 % of that of "theirs", observed ratio 0.797 (n = 200, effective n = 25, 90 % interval 0.791 to 0.803): fail
    faster: 25 pairs of neighbouring blocks, p < 0.001 of no difference; medians 31.9 and 40.0 ms
    output tokens 10.0 / 10.0 (means)
    run "ours" of constructed-135m"
  `)
})

test('is open where it reaches over an end, and says what would settle it', () => {
  const { ours, theirs } = arms(1, 6)
  expect(failureOf(() => expect(ours).not.toBeEquivalentTo(theirs, { within: 0.012 }))).toMatchInlineSnapshot(`
    "expected latency not within 1.2 % of that of "theirs", observed ratio 0.998 (n = 48, effective n = 6, 90 % interval 0.983 to 1.01): inconclusive
    inconclusive: 48 requests of each do not settle this at 95 % confidence; about 112 would if what was seen holds (bench option { requests: 112 }); the point estimate decided (option inconclusive: 'point')
    6 pairs of neighbouring blocks, p = 1.000 of no difference; medians 39.8 and 40.1 ms
    output tokens 10.0 / 10.0 (means)
    run "ours" of constructed-135m"
  `)
})

test('refuses runs that were not measured in turns, and a wrong band', () => {
  const { ours, theirs } = arms(1)
  const alone = constructedRun(repeated(80, 40), { record: { id: 'alone' } })
  expect(refusalOf(() => expect(ours).toBeEquivalentTo(alone)).code).toBe('not-measured')
  for (const within of [0, 1, -1, Number.NaN]) {
    expect(refusalOf(() => expect(ours).toBeEquivalentTo(theirs, { within })).message).toMatch(
      /^toBeEquivalentTo\(other, \{ within \}\): .+ is not allowed here; give a share above 0 and below 1: 5 % is 0\.05$/u,
    )
  }
})
