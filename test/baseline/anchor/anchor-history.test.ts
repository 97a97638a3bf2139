import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { expect, test } from 'vitest'
import { addToAnchorHistory, anchorPath, readAnchorHistory } from '../../../src/baseline/anchor/anchor-history.ts'
import { temporaryRoot } from '../constructed.ts'

test('figures are kept in their order, the newest 200', () => {
  using root = temporaryRoot()
  const path = anchorPath(root.path, { hash: 'abc' })
  expect(readAnchorHistory(path)).toEqual([])
  addToAnchorHistory(path, [])
  expect(readAnchorHistory(path)).toEqual([])
  addToAnchorHistory(path, [1.5, 2])
  addToAnchorHistory(path, [3])
  expect(readAnchorHistory(path)).toEqual([1.5, 2, 3])
  addToAnchorHistory(
    path,
    Array.from({ length: 300 }, (_, at) => at + 10),
  )
  expect(readAnchorHistory(path)).toHaveLength(200)
  expect(readAnchorHistory(path).at(-1)).toBe(309)
})

test('a damaged file is no history, and a place that cannot be written to no error', () => {
  using root = temporaryRoot()
  const path = anchorPath(root.path, { hash: 'abc' })
  mkdirSync(dirname(path), { recursive: true })
  for (const text of ['', '{', '[]', '{"msPerToken":7}', '{"msPerToken":[null,-1,"2",0]}']) {
    writeFileSync(path, text)
    expect(readAnchorHistory(path)).toEqual([])
  }
  writeFileSync(join(root.path, 'file'), 'x')
  addToAnchorHistory(join(root.path, 'file', 'a.json'), [1])
  expect(readFileSync(join(root.path, 'file'), 'utf8')).toBe('x')
})
