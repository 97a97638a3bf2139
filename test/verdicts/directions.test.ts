import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { directedChecks, directionOf } from '../../src/verdicts/directions.ts'

const table = readFileSync(new URL('../../docs/verdicts.md', import.meta.url), 'utf8')
const checksPage = readFileSync(new URL('../../docs/metrics.md', import.meta.url), 'utf8')

test('every check of the table of checks states its direction', () => {
  const section = checksPage.slice(checksPage.indexOf('\n## Checks\n'), checksPage.indexOf('\n## Overhead\n'))
  const documented = [...section.matchAll(/^\| `([\w-]+)` \|/gm)].map(([, id]) => id)
  expect(new Set(documented)).toEqual(new Set(directedChecks))
})

test('the documented directions are those of the code', () => {
  const rows = [...table.matchAll(/^\| `(lengthens|late|weakens|falsifies|informs)` \|.*\| ([^|]+) \|$/gm)]
  expect(rows).toHaveLength(5)
  const stated = rows.flatMap(([, direction, checks = '']) =>
    [...checks.matchAll(/`([\w-]+)`/g)].map(([, id = '']) => `${id} ${direction}`),
  )
  // What depends on the metric stands in the row of latency.
  expect(new Set(stated)).toEqual(new Set(directedChecks.map((id) => `${id} ${directionOf(id, ['latency'])}`)))
  expect(stated).toHaveLength(directedChecks.length)
})

test('answers that stopped early weaken what is claimed of latency, and falsify the rest', () => {
  expect(directionOf('early-stop', ['latency'])).toBe('weakens')
  expect(directionOf('early-stop', ['tokenThroughput'])).toBe('falsifies')
  expect(directionOf('early-stop', ['goodput', 'latency'])).toBe('falsifies')
})

test('a check that is not known may falsify anything', () => {
  expect(directionOf('of-another-release', ['latency'])).toBe('falsifies')
  expect(directionOf('toString', ['latency'])).toBe('falsifies')
})
