import { expect, test } from 'vitest'
import { textLines } from '../../../../reporters/charts/kit/text-lines.ts'

test('a text is broken between words, and what is more than the lines is cut', () => {
  const { svg, height } = textLines(0, 10, 'one two three four five six seven eight', { size: 10, width: 80, most: 2 })
  expect(svg.length).toBe(2)
  expect(svg[0]).toContain('>one two three<')
  expect(svg[1]).toMatch(/>four.*….*eight</u)
  expect(height).toBe(27)
  expect(textLines(0, 10, 'one', { size: 10, width: 80 }).svg.length).toBe(1)
})
