import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, expect, test } from 'vitest'
import { dropUpdate, keepUpdate, readUpdate } from '../../../src/cost/list/updated-list.ts'

const folder = mkdtempSync(join(tmpdir(), 'llm-bench-prices-'))
const file = join(folder, 'prices', 'list.json')

afterAll(() => rmSync(folder, { recursive: true }))

test('data are kept with their day, read again, and dropped', () => {
  expect(readUpdate(file)).toBeNull()
  keepUpdate('https://example.org/data.json', [{ id: 'a' }], file)
  expect(readUpdate(file)).toMatchObject({ from: 'https://example.org/data.json', providers: [{ id: 'a' }] })
  expect(readUpdate(file)?.fetched).toMatch(/^\d{4}-\d\d-\d\d$/u)
  dropUpdate(file)
  expect(readUpdate(file)).toBeNull()
})

test.each(['', '{', '[]', '{"fetched":1}'])('a damaged file %j is told, not passed over', (text) => {
  keepUpdate('x', [], file)
  writeFileSync(file, text)
  expect(() => readUpdate(file)).toThrow(
    expect.objectContaining({
      code: 'price-unknown',
      message: expect.stringContaining('run llm-bench prices update again, or llm-bench prices reset') as unknown,
    }),
  )
})
