import { createHash } from 'node:crypto'
import { existsSync, mkdirSync, readdirSync, symlinkSync, utimesSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test, vi } from 'vitest'
import { gitNameOf, knownSha256, sha256Of } from '../../../src/models/hub-cache/checksum.ts'
import { temporaryFolder } from '../temporary-folder.ts'

function digest(text: string): string {
  return createHash('sha256').update(text).digest('hex')
}

test('a file is read once, for as long as nobody writes it', async () => {
  await using folder = await temporaryFolder()
  const [file, notes] = [join(folder.path, 'a.gguf'), join(folder.path, 'notes')]
  writeFileSync(file, 'one')
  const read = vi.fn<() => void>()
  expect(await knownSha256(file, notes, read)).toBe(digest('one'))
  expect(await knownSha256(file, notes, read)).toBe(digest('one'))
  expect(read).toHaveBeenCalledTimes(1)
  writeFileSync(file, 'two')
  utimesSync(file, new Date(5000), new Date(5000))
  expect(await knownSha256(file, notes, read)).toBe(digest('two'))
  expect(read).toHaveBeenCalledTimes(2)
})

test('of a file in a cache it is noted beside it, which makes it nobody else of ours', async () => {
  await using folder = await temporaryFolder()
  const repository = join(folder.path, 'models--user--repo')
  for (const part of ['blobs', 'snapshots/a']) mkdirSync(join(repository, part), { recursive: true })
  writeFileSync(join(repository, 'blobs/abc'), 'one')
  const name = join(repository, 'snapshots/a/a.gguf')
  symlinkSync('../../blobs/abc', name)
  const notes = join(folder.path, 'notes')
  expect(await knownSha256(name, notes)).toBe(digest('one'))
  expect(existsSync(notes)).toBe(false)
  expect(readdirSync(join(repository, '.llm-bench'))).toEqual(['abc.json'])
  const read = vi.fn<() => void>()
  await knownSha256(name, notes, read)
  expect(read).not.toHaveBeenCalled()
})

test("the checksums are SHA-256 and Git's own", async () => {
  await using folder = await temporaryFolder()
  const file = join(folder.path, 'a')
  writeFileSync(file, 'hello\n')
  expect(await sha256Of(file)).toBe('5891b5b522d5df086d0ff0b110fbd9d21bb4fc7163af34d08286a2e846f6be03')
  expect(await gitNameOf(file)).toBe('ce013625030ba8dba906f756967f9e9ca394464a')
})
