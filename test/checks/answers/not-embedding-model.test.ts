import { expect, test } from 'vitest'
import type { ModelPurpose } from '../../../src/record/target.ts'
import { severalVectors, vectorsRun } from '../../support/items/vectors-samples.ts'
import { runHeader } from '../../support/samples.ts'

test.for([
  ['text', 1],
  ['embedding', 0],
  ['ranking', 0],
  [null, 0],
] as [ModelPurpose | null, number][])('vectors of a model that is made for %s', ([purpose, count]) => {
  const { facts } = runHeader()
  const { record } = vectorsRun(severalVectors(6), { facts: { ...facts, target: { ...facts.target, purpose } } })
  const found = record.checks.filter(({ id }) => id === 'not-embedding-model')
  expect(found).toHaveLength(count)
  for (const { status, message } of found) {
    expect(status).toBe('warning')
    expect(message).toContain('this is not an embedding model')
  }
})
