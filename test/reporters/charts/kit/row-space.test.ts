import { expect, test } from 'vitest'
import { rowSpace } from '../../../../reporters/charts/kit/row-space.ts'

test('names, what is drawn and the words behind it share the width of a chart', () => {
  expect(rowSpace(230, 170)).toEqual({ width: 860, margin: 20, labels: 230, left: 264, right: 670 })
})
