import { expect, test } from 'vitest'
import type { PartNumberRecord } from '../../../src/record/parts/parts.ts'
import { emptyRun, type RunRecord } from '../../../src/record/run.ts'
import { partsMissing } from '../../../src/runs/joined/parts-missing.ts'

function part(partNumber: PartNumberRecord | null, file = 'a.bench.ts'): RunRecord {
  return { ...emptyRun(), file, partNumber }
}

const shard = (number: number, file?: string): RunRecord => part({ number, of: 3, by: 'shard' }, file)
const pod = (number: number): RunRecord => part({ number, of: null, by: 'job' })

function missing(records: readonly RunRecord[], unmeasured = 0, shards: readonly number[] = []) {
  return partsMissing(records, { unmeasured, shards: new Set(shards) })
}

test('nothing is said where nobody numbered the parts', () => {
  expect(missing([part(null), part(null)])).toBeNull()
})

test('a shard that is not there makes the load another one; one that holds no part does not', () => {
  expect(missing([shard(1), shard(2)])).toMatchObject({
    status: 'invalid',
    message: expect.stringMatching(/^part 3 is missing: merge each/u) as string,
  })
  expect(missing([shard(1), shard(2)], 0, [1, 2, 3])?.status).toBe('ok')
  expect(missing([shard(1), shard(2), shard(3)])?.status).toBe('ok')
})

test('of pods only the gaps are known', () => {
  expect(missing([pod(1), pod(2)])?.status).toBe('ok')
  expect(missing([pod(2), pod(5)])?.message).toMatch(/^parts 1, 3, 4 are missing/u)
})

test('a part that is there twice is one too many; two files of a shard are two parts', () => {
  expect(missing([pod(1), pod(2), pod(2)])?.message).toMatch(/^part 2 is there twice/u)
  expect(missing([shard(1), shard(1, 'b.bench.ts'), shard(2), shard(3)])?.status).toBe('ok')
})

test('parts that measured nothing are counted', () => {
  expect(missing([part(null), part(null)], 1)).toMatchObject({
    status: 'invalid',
    message: expect.stringMatching(/^1 of its parts measured nothing/u) as string,
  })
})
