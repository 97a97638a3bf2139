import { existsSync, mkdirSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { leftovers, removeLeftovers } from '../../../src/models/hub-cache/leftovers.ts'
import { writeNote } from '../../../src/models/hub-cache/note.ts'
import { whileLockedLong } from '../../../src/owned/long-lock.ts'
import { temporaryFolder } from '../temporary-folder.ts'

test('unfinished downloads of ours go, but none that a process goes on with, and none of others', async () => {
  await using folder = await temporaryFolder()
  const repository = join(folder.path, 'models--user--repo')
  const blobs = join(repository, 'blobs')
  mkdirSync(blobs, { recursive: true })
  for (const name of ['one', 'two']) writeFileSync(join(blobs, `${name}.llm-bench.incomplete`), Buffer.alloc(10))
  writeFileSync(join(blobs, 'three.incomplete'), 'of another program')
  writeNote(repository, 'gone', { fetched: true, sha256: '', bytes: 1, mtimeMs: 1, model: 'm', links: [] })
  await whileLockedLong(join(repository, '.llm-bench', 'two.lock'), async () => {
    expect(leftovers(folder.path)).toEqual([
      { path: join(blobs, 'one.llm-bench.incomplete'), bytes: 10, repository: 'user/repo' },
    ])
    expect(removeLeftovers(folder.path)).toHaveLength(1)
    expect(readdirSync(blobs).toSorted()).toEqual(['three.incomplete', 'two.llm-bench.incomplete'])
  })
  expect(removeLeftovers(folder.path)).toHaveLength(1)
  expect(readdirSync(blobs)).toEqual(['three.incomplete'])
  expect(existsSync(join(repository, '.llm-bench', 'gone.json'))).toBe(false)
  rmSync(folder.path, { recursive: true })
  expect(leftovers(folder.path)).toEqual([])
})
