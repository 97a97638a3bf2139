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

test('other rules of the answers are other work; a record of an older release does not say', () => {
  const ruled = (rules: string | null): RunRecord => {
    const plain = run([])
    return { ...plain, workload: { ...plain.workload, rules } }
  }
  expect(differingWorkload(ruled('{"stop":"x"}'), ruled(null))).toEqual([
    String.raw`rules "{\"stop\":\"x\"}" here, "none" there`,
  ])
  expect(differingWorkload(ruled('{"stop":"x"}'), ruled('{"stop":"x"}'))).toEqual([])
  const { rules: _unknown, ...older } = ruled(null).workload
  expect(differingWorkload(ruled('{"stop":"x"}'), { ...ruled(null), workload: older as never })).toEqual([])
})
