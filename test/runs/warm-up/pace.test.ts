import { expect, test } from 'vitest'
import { hasSettled, isWarm, paceOf, type Pace } from '../../../src/runs/warm-up/pace.ts'
import { answer, failedRequest } from '../../support/endpoint-samples.ts'

const paces = (...first: readonly number[]): Pace[] => first.map((firstMs) => ({ firstMs, perTokenMs: 5, tokens: 15 }))

/** Number of rounds after which a series is called settled. */
function settlesAfter(firstMs: (round: number) => number): number {
  const rounds: Pace[] = []
  for (let round = 0; round < 200; round++) {
    rounds.push(...paces(firstMs(round)))
    if (hasSettled(rounds) === true) return rounds.length
  }
  return Number.POSITIVE_INFINITY
}

test('the times of a round are medians, of those that were answered', () => {
  const round = [
    answer({ sent: 0, ttft: 40, gap: 5 }),
    answer({ sent: 0, ttft: 60, gap: 5 }),
    answer({ sent: 0, ttft: 900, gap: 5 }),
    failedRequest(0, 'reset', 'gone'),
  ]
  expect(paceOf(round)).toEqual({ firstMs: 60, perTokenMs: 5, tokens: 15 })
  expect(paceOf([failedRequest(0, 'reset', 'gone')])).toBeNull()
  const { first: _first, ...whole } = answer({ sent: 0, ttft: 40, gap: 5 })
  expect(paceOf([{ ...whole, first: null }])).toMatchObject({ firstMs: 115, perTokenMs: 0 })
})

test('of conversations first turns are compared, and the first one with the next', () => {
  const turns = [answer({ sent: 0, ttft: 300 }, { turn: 0 }), answer({ sent: 500, ttft: 50 }, { turn: 1 })]
  expect(paceOf(turns)?.firstMs).toBe(300)
  expect(isWarm(turns)).toBe(false)
  expect(isWarm(turns.toReversed())).toBe(true)
  expect(isWarm([])).toBeNull()
})

test('two rounds that are alike are enough, and one is none', () => {
  expect(hasSettled(paces(50, 50))).toBe(true)
  expect(hasSettled(paces(50, 65))).toBe(true)
  expect(hasSettled(paces(59, 50))).toBe(true)
  expect(hasSettled(paces(61, 50))).toBe(false)
  expect(hasSettled(paces(1040, 1000))).toBe(true)
  expect(hasSettled(paces(1060, 1000))).toBe(false)
  expect(hasSettled(paces(50))).toBeNull()
  expect(hasSettled([null, ...paces(50)])).toBeNull()
})

test('one cold request costs one round', () => {
  expect(settlesAfter((round) => (round === 0 ? 3000 : 50))).toBe(3)
})

test('a slow decay is followed until little is left of it', () => {
  for (const scale of [2, 5, 10]) {
    const at = (round: number): number => 50 + 500 * Math.exp(-round / scale)
    const rounds = settlesAfter(at)
    expect(at(rounds)).toBeLessThan(57)
    expect(rounds).toBeLessThan(90)
  }
})

test('tokens that get quicker are followed as well, by what they are worth in an answer', () => {
  const quicker = (tokens: number): Pace[] => [8, 5].map((perTokenMs) => ({ firstMs: 50, perTokenMs, tokens }))
  expect(hasSettled(quicker(15))).toBe(false)
  expect(hasSettled(quicker(3))).toBe(true)
})
