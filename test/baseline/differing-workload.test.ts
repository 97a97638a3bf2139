import { expect, test } from 'vitest'
import { differingWorkload } from '../../src/baseline/differing-workload.ts'
import { emptyRun, type RunRecord } from '../../src/record/run.ts'

function run(fields: RunRecord['target']['fields'], temperature = 0): RunRecord {
  const empty = emptyRun()
  return {
    ...empty,
    workload: { ...empty.workload, prompts: 1, temperature },
    target: { ...empty.target, fields },
  }
}

test('a temperature that is not sent is another than the one that was asked for', () => {
  const without = run([{ name: 'temperature', sentAs: null, because: 'refused' }])
  const renamed = run([{ name: 'temperature', sentAs: 'heat', because: 'option' }])
  expect(differingWorkload(without, run([]))).toEqual(['temperature "the server\'s own" here, 0 there'])
  expect(differingWorkload(without, without)).toEqual([])
  expect(differingWorkload(renamed, run([]))).toEqual([])
  expect(differingWorkload(run([], 1), run([]))).toEqual(['temperature 1 here, 0 there'])
})
