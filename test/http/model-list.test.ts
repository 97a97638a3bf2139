import { expect, test } from 'vitest'
import { aliasesOf, type ModelEntry } from '../../src/http/model-list.ts'

const entry = (id: string, ...names: string[]): ModelEntry => ({
  id,
  owner: null,
  contextSize: null,
  status: null,
  names,
})

test('a model may answer by what it was loaded from, by its aliases, and by names that share one of these', () => {
  const entries = [entry('fast', '/models/tiny'), entry('slow', '/models/big'), entry('tiny', '/models/tiny', 'small')]
  expect(aliasesOf(entries, entries[0])).toEqual(['/models/tiny', 'fast', 'tiny'])
  expect(aliasesOf(entries, entry('own'))).toEqual([])
  expect(aliasesOf(entries, undefined)).toEqual([])
})
