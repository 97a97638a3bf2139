import { expect, test } from 'vitest'
import { Purse } from '../../src/broker/purse.ts'

const limitUsd = 10

test('what is held or spent is not given again, and what was not spent comes back', async () => {
  const purse = new Purse()
  expect(await purse.hold({ id: 'a', limitUsd, wantUsd: 6 })).toEqual({ usd: 6, spentUsd: 0 })
  expect(await purse.hold({ id: 'b', limitUsd, wantUsd: 4 })).toEqual({ usd: 4, spentUsd: 0 })
  purse.settle('a', 1)
  purse.settle('b', 4)
  expect(await purse.hold({ id: 'c', limitUsd, wantUsd: null })).toEqual({ usd: 5, spentUsd: 5 })
})

test('who wants more than is left waits for the others, and then gets what there is', async () => {
  const purse = new Purse()
  await purse.hold({ id: 'a', limitUsd, wantUsd: 8 })
  const waiting = purse.hold({ id: 'b', limitUsd, wantUsd: 5 })
  await purse.hold({ id: 'c', limitUsd, wantUsd: 2 })
  purse.settle('a', 7)
  purse.settle('c', null)
  expect(await waiting).toEqual({ usd: 1, spentUsd: 9 })
  purse.settle('b', 1)
  expect(await purse.hold({ id: 'd', limitUsd, wantUsd: 5 })).toEqual({ usd: 0, spentUsd: 10 })
})

test('a new run has the whole limit again; what is not held cannot be settled', async () => {
  const purse = new Purse()
  await purse.hold({ id: 'a', limitUsd, wantUsd: 8 })
  purse.settle('a', 8)
  purse.settle('a', 8)
  purse.newRun()
  expect(await purse.hold({ id: 'b', limitUsd, wantUsd: 10 })).toEqual({ usd: 10, spentUsd: 0 })
})
