import { expect, test } from 'vitest'
import { matchers } from '../../src/matchers/index.ts'
import { matcherNames } from '../../src/vitest/late-matchers.ts'

test('every matcher is there before it is read', () => {
  expect([...matcherNames].toSorted()).toEqual(Object.keys(matchers).toSorted())
})
