import { expect, test } from 'vitest'
import { abbaOrder } from '../../../src/cli/ab/abba.ts'

test('sides take turns as A B B A, and the second set begins with the other one', () => {
  expect(abbaOrder(4, 0).join('')).toBe('abbaabba')
  expect(abbaOrder(3, 0).join('')).toBe('abbaab')
  expect(abbaOrder(2, 1).join('')).toBe('baab')
})
