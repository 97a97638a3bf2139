import { describe, expect, test } from 'vitest'
import { type FoundMax, searchMax, type SearchRange } from '../../src/sweeps/search-max.ts'
import type { Verdict } from '../../src/record/claim.ts'

const whole: SearchRange = { from: 1, to: 64, whole: true, resolution: 0.01 }

/** A server that holds up to `most`; `open` levels are never decided. */
async function search(
  range: SearchRange,
  most: number,
  {
    open = [],
    doubted = [],
    measurements = Number.POSITIVE_INFINITY,
  }: { open?: readonly number[]; doubted?: readonly number[]; measurements?: number } = {},
): Promise<FoundMax<string> & { readonly asked: number[] }> {
  const asked: number[] = []
  const found = await searchMax(
    range,
    async (level, repeat) => {
      asked.push(level)
      const verdict: Verdict = open.includes(level) ? 'inconclusive' : level <= most ? 'pass' : 'fail'
      const reason = doubted.includes(level) ? ('correlated' as const) : ('requests' as const)
      return { verdict, run: `${level}/${repeat}`, open: verdict === 'inconclusive' ? { reason, doubt: null } : null }
    },
    () => asked.length < measurements,
  )
  return { ...found, asked }
}

describe('whole levels', () => {
  test.for([1, 2, 3, 7, 20, 33, 63])('finds %i exactly', async (most) => {
    const { highest, lowest, endedBy } = await search(whole, most)
    expect(highest?.level).toBe(most)
    expect(lowest?.level).toBe(most + 1)
    expect(endedBy).toBe('found')
  })

  test('takes a number of measurements that grows with the logarithm of the answer', async () => {
    const { asked } = await search({ ...whole, to: 1024 }, 700)
    expect(asked.length).toBeLessThan(2 * Math.log2(1024) + 2)
  })

  test('the highest level allowed passes, and nothing is known to fail', async () => {
    const { highest, lowest, endedBy } = await search(whole, 1000)
    expect([highest?.level, lowest, endedBy]).toEqual([64, null, 'range'])
  })

  test('a range whose end is no power of two is tried at its end', async () => {
    const { highest, asked } = await search({ ...whole, to: 40 }, 1000)
    expect(highest?.level).toBe(40)
    expect(asked).toEqual([1, 2, 4, 8, 16, 32, 40])
  })

  test('the lowest level fails: there is none that passes', async () => {
    const { highest, lowest, endedBy, asked } = await search({ ...whole, from: 4 }, 2)
    expect([highest, lowest?.level, endedBy]).toEqual([null, 4, 'range'])
    expect(asked).toEqual([4])
  })
})

test('rates are found within the resolution', async () => {
  const { highest, lowest } = await search({ from: 1, to: 100, whole: false, resolution: 0.05 }, 13.7)
  expect(highest?.level).toBeLessThanOrEqual(13.7)
  expect(lowest?.level).toBeGreaterThan(13.7)
  expect((lowest?.level ?? 0) - (highest?.level ?? 0)).toBeLessThanOrEqual(0.05 * (highest?.level ?? 0))
})

describe('levels that stay open', () => {
  test('are measured again, then bound the answer without being called a failure', async () => {
    const { highest, lowest, asked, levels } = await search(whole, 20, { open: [8] })
    expect(asked.filter((level) => level === 8)).toHaveLength(3)
    expect(levels.filter(({ level }) => level === 8).map(({ run }) => run)).toEqual(['8/0', '8/1', '8/2'])
    expect(highest?.level).toBe(7)
    expect(lowest).toBeNull()
  })

  test('are not measured again where more requests would not settle them', async () => {
    const { asked, highest } = await search(whole, 20, { open: [8], doubted: [8] })
    expect(asked.filter((level) => level === 8)).toHaveLength(1)
    expect(highest?.level).toBe(7)
  })

  test('a level that is decided when it is measured again counts as decided', async () => {
    let looks = 0
    const found = await searchMax(
      { ...whole, to: 8 },
      async (level) => {
        const first = level === 4 && looks++ === 0
        if (first) return { verdict: 'inconclusive', run: level, open: { reason: 'requests', doubt: null } }
        return { verdict: level <= 4 ? 'pass' : 'fail', run: level, open: null }
      },
      () => true,
    )
    expect(found.highest?.level).toBe(4)
    expect(found.lowest?.level).toBe(5)
  })
})

test('a level that a check spoiled is measured again, as long as before', async () => {
  const asked: (readonly [number, number, number])[] = []
  const found = await searchMax(
    { ...whole, to: 2 },
    async (level, repeat, spoiled) => {
      asked.push([level, repeat, spoiled])
      if (level === 2 && spoiled === 0) {
        return { verdict: 'inconclusive', run: level, open: { reason: 'check', doubt: 'the check x is invalid: y' } }
      }
      return { verdict: 'pass', run: level, open: null }
    },
    () => true,
  )
  expect(asked).toEqual([
    [1, 0, 0],
    [2, 0, 0],
    [2, 0, 1],
  ])
  expect(found.highest?.level).toBe(2)
})

test('a budget that ends gives what is known by then', async () => {
  const { highest, lowest, endedBy, levels } = await search(whole, 20, { measurements: 6 })
  expect(endedBy).toBe('budget')
  expect(levels).toHaveLength(6)
  expect([highest?.level, lowest?.level]).toEqual([16, 32])
})
