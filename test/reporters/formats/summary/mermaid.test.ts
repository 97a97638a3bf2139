import { expect, test } from 'vitest'
import { barChart, lineChart } from '../../../../reporters/formats/summary/mermaid.ts'
import { hostileName } from '../../hostile.ts'

test('names are text between quotes: nothing ends it, a comment or the block, and none is empty', () => {
  const names = [hostileName, '"] ``` x; #quot; %% y', '', '', 'W'.repeat(1_000_000)]
  const text =
    barChart(
      hostileName,
      '',
      names.map((name) => ({ name, value: 1.5 })),
    ) ?? ''
  const lines = text.split('\n')
  expect(lines).toHaveLength(7)
  expect(lines[3]).toMatch(/^ {4}x-axis \["[^"]+"(?:, "[^"]+"){4}\]$/u)
  expect(lines[3]).toContain('"unnamed", "unnamed 2"')
  expect(lines[4]).toBe('    y-axis "unnamed" 0 --> 1.65')
  expect(lines.slice(2, -1).join('\n')).not.toMatch(/%%|`|;|#|[^\P{C}\n]/u)
})

test('figures are plain digits, and one alone is drawn only beside the one before', () => {
  const points = [0.00001234, 5e9].map((value) => ({ name: 'a', value }))
  expect(lineChart('t', 'ms', points)).toContain('line [0.00001234, 5000000000]')
  expect(barChart('t', 'ms', [{ name: 'a', value: 1 }])).toBeNull()
  expect(barChart('t', 'ms', [{ name: 'a', value: 1, before: 2 }])).toContain('    bar [1]\n    line [2]')
  expect(barChart('t', 'ms', [])).toBeNull()
  expect(
    barChart(
      't',
      'ms',
      [Number.NaN, Infinity].map((value) => ({ name: 'a', value })),
    ),
  ).toBeNull()
})

test('a chart that leaves points out says so, whatever its title', () => {
  const points = Array.from({ length: 13 }, (_, index) => ({ name: `run ${index}`, value: 1 }))
  expect(barChart('p95 of latency', 'ms', points)).toContain('title "p95 of latency, first 12 of 13"')
  expect(barChart('p95 of latency', 'ms', points.slice(1))).toContain('title "p95 of latency"')
  const [, title = ''] = /title "([^"]+)"/u.exec(barChart('W'.repeat(200), 'ms', points) ?? '') ?? []
  expect(title).toHaveLength(80)
  expect(title).toMatch(/W, first 12 of 13$/u)
})
