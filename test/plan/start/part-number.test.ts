import { expect, test } from 'vitest'
import { jobLabel, partNumber } from '../../../src/plan/start/part-number.ts'

test('the number of a part comes from --shard, else from the index of an Indexed Job, which begins at 0', () => {
  expect(partNumber(null, {})).toBeNull()
  expect(partNumber({ index: 2, count: 3 }, {})).toEqual({ number: 2, of: 3, by: 'shard' })
  expect(partNumber(null, { JOB_COMPLETION_INDEX: '0' })).toEqual({ number: 1, of: null, by: 'job' })
  expect(partNumber({ index: 3, count: 3 }, { JOB_COMPLETION_INDEX: '2' })).toEqual({ number: 3, of: 3, by: 'shard' })
})

test('where both contradict, one line says what to give', () => {
  expect(() => partNumber({ index: 2, count: 3 }, { JOB_COMPLETION_INDEX: '2' })).toThrow(
    '--shard 2/3: part 2 where JOB_COMPLETION_INDEX=2 makes part 3 is not allowed here; ' +
      'give --shard 3/3, or unset JOB_COMPLETION_INDEX',
  )
  expect(() => partNumber({ index: 1, count: 1 }, { JOB_COMPLETION_INDEX: '2' })).toThrow('give --shard 3/3')
  expect(() => partNumber(null, { JOB_COMPLETION_INDEX: '-1' })).toThrow(
    'JOB_COMPLETION_INDEX: "-1" is not allowed here; give the index of a part, a whole number from 0',
  )
})

test('the blob of a pod has a label of its own', () => {
  expect(jobLabel({ JOB_COMPLETION_INDEX: '11' })).toBe('part 12')
  expect(jobLabel({})).toBeUndefined()
  expect(jobLabel({ JOB_COMPLETION_INDEX: 'x' })).toBeUndefined()
})
