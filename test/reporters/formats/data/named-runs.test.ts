import { expect, test } from 'vitest'
import { namedRuns } from '../../../../reporters/formats/data/named-runs.ts'
import { sampleReport, sampleRun, sampleSeries } from '../../sample-report.ts'

function namesOf(names: readonly string[]): string[] {
  const runs = names.map((name, index) => sampleRun(sampleSeries(5, 40), { id: `${index}`, name }))
  return namedRuns(sampleReport(runs)).map(({ name }) => name.replace(/^.*› /u, ''))
}

test('runs of one name are numbered, and none has the name of another', () => {
  expect(namesOf(['a', 'b', 'a', 'a'])).toEqual(['a', 'b', 'a #2', 'a #3'])
  expect(namesOf(['a', 'a', 'a #2'])).toEqual(['a', 'a #3', 'a #2'])
  expect(namesOf(['a #2', 'a', 'a', 'a'])).toEqual(['a #2', 'a', 'a #3', 'a #4'])
  expect(new Set(namesOf(['a', 'a', 'a #2', 'a #2', 'a #2 #2'])).size).toBe(5)
})
