import { expect, test } from 'vitest'
import { escapeCell, escapeLabel } from '../../../../reporters/formats/markdown/escape.ts'

test.each([
  ['a|b', String.raw`a\|b`],
  [String.raw`a\|b`, String.raw`a\\\|b`],
  ['a\nb', 'a b'],
  ['<b>&amp;', '&lt;b>&amp;amp;'],
  ['`x`', String.raw`\`x\``],
  ['[x](y)', String.raw`[x\](y)`],
  ['[41.2, 47.9]', '[41.2, 47.9]'],
  ['Q4_K_M _x_', String.raw`Q4_K_M \_x\_`],
  ['$0.62 of $x$', String.raw`$0.62 of \$x\$`],
  ['# x', String.raw`\# x`],
  ['> x', String.raw`\> x`],
  ['- x', String.raw`\- x`],
  ['-$0.02', '-$0.02'],
  ['1. x', '&#49;. x'],
  ['1.36 s', '1.36 s'],
])('%j becomes %j', (text, escaped) => {
  expect(escapeCell(text)).toBe(escaped)
})

test('a label has no brackets to end it', () => {
  expect(escapeLabel('a] b [c](d)')).toBe('a b c(d)')
})
