import { expect, test } from 'vitest'
import { jointCard } from '../../../reporters/charts/joint-card.ts'
import { hostileCharacters, hostileName } from '../hostile.ts'

test('each part is a line below the verdict, and untrusted text is text', () => {
  const svg = jointCard(['✗ small › api replaced: fail', '  ✓ latency: 31.2 ms', `  ✗ quality: ${hostileName}`])
  expect(svg).toContain('viewBox="0 0 760 106"')
  expect(svg).toMatch(
    /y="34"[^>]*>✗ small › api replaced: fail<\/text>\n<text x="20" y="58"[^>]*>✓ latency: 31\.2 ms</u,
  )
  expect(svg).not.toContain('<script>')
  for (const [what, text] of hostileCharacters) if (text !== '\n') expect(svg, what).not.toContain(text)
})

test('a long line loses its middle', () => {
  expect(jointCard([`? ${'long '.repeat(100)}end`, '  ? quality: open'])).toMatch(
    /<text[^>]*>\? long .*….*end<\/text>/u,
  )
})
