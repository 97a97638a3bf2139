import { expect, test } from 'vitest'
import { levelNote } from '../../../../reporters/words/history/level-note.ts'
import { trendsOf } from '../../../../src/baseline/history/trends.ts'
import { steppedHistory } from '../../../baseline/history/lines.ts'

const trends = (runs: number) => trendsOf(steppedHistory(runs, 99, 24), { figures: ['latency-p50'] })

test('trends that are too short to show a change are not said to have none', () => {
  expect(levelNote(trends(8))).toBe('Too few runs to tell a change: it takes 9 of a trend.')
  expect(levelNote([...trends(9), ...trends(8)])).toBe(
    'No changes were found in 1 trend; 1 more has too few runs: it takes 9 of a trend. ' +
      'Of trends without a change, each shows one with a chance of 2 %, of correlated runs more.',
  )
})
