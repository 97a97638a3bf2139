import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { jsonItems } from '../../../src/workload/files/json-items.ts'

let folder = ''
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'llm-bench-items-'))
})
afterAll(() => rmSync(folder, { recursive: true, force: true }))

test('items come out as they went in, over the borders of blocks, with brackets and quotes in their texts', () => {
  const items = Array.from({ length: 3000 }, (_, i) => ({
    i,
    text: `"}] \\ { [ ü 🙂 ${'\\"'.repeat(i % 7)} ${'x'.repeat(i % 1500)}`,
    nested: [{ deep: [1, '[', { '}': null }] }],
  }))
  const file = join(folder, 'items.json')
  for (const indent of [0, 2]) {
    writeFileSync(file, JSON.stringify(items, null, indent))
    expect([...jsonItems(file)].map((text) => JSON.parse(text) as unknown)).toEqual(items)
  }
})

test('an empty array has no items, and what comes first is not waited for', () => {
  const file = join(folder, 'few.json')
  writeFileSync(file, ' [ ]')
  expect([...jsonItems(file)]).toEqual([])
  writeFileSync(file, '[{"a": 1}, nonsense')
  expect(jsonItems(file).next().value).toBe('{"a": 1}')
})
