import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { existsSync, linkSync, mkdirSync, readdirSync, rmSync, symlinkSync, utimesSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { makeRoom } from '../../../src/models/hub-cache/make-room.ts'
import { notePath, writeNote } from '../../../src/models/hub-cache/note.ts'
import { removeBlobs } from '../../../src/models/hub-cache/remove-blobs.ts'
import { storedModels } from '../../../src/models/hub-cache/stored.ts'
import { useBlob, userOfBlob } from '../../../src/models/hub-cache/use.ts'
import { temporaryFolder } from '../temporary-folder.ts'

const commit = 'a'.repeat(40)
const minute = 60_000

interface Stored {
  readonly bytes: number
  readonly agoMinutes: number
  /** Whether we have fetched it; an other program otherwise. */
  readonly fetched?: boolean
}

/** Writes models `user/<name>/<name>.gguf` into a cache, whose contents are named as the model is. */
function fill(cache: string, models: Readonly<Record<string, Stored>>): void {
  for (const [name, { bytes, agoMinutes, fetched = true }] of Object.entries(models)) {
    const folder = join(cache, `models--user--${name}`)
    mkdirSync(join(folder, 'blobs'), { recursive: true })
    mkdirSync(join(folder, 'snapshots', commit), { recursive: true })
    mkdirSync(join(folder, 'refs'), { recursive: true })
    writeFileSync(join(folder, 'refs', 'main'), commit)
    writeFileSync(join(folder, 'blobs', name), Buffer.alloc(bytes))
    const link = `snapshots/${commit}/${name}.gguf`
    symlinkSync(`../../blobs/${name}`, join(folder, link))
    if (!fetched) continue
    const model = `user/${name}/${name}.gguf`
    writeNote(folder, name, { fetched, sha256: name, bytes, mtimeMs: 0, model, links: [link] })
    const used = new Date(Date.now() - agoMinutes * minute)
    utimesSync(notePath(folder, name), used, used)
  }
}

function folderOf(cache: string, name: string): string {
  return join(cache, `models--user--${name}`)
}

test('the least recently used go, until the rest and what comes fit, and nothing of them is left', async () => {
  await using folder = await temporaryFolder()
  const cache = folder.path
  fill(cache, {
    old: { bytes: 300, agoMinutes: 3000 },
    older: { bytes: 300, agoMinutes: 4000 },
    new: { bytes: 300, agoMinutes: 60 },
    now: { bytes: 300, agoMinutes: 1 },
  })
  const removed = await makeRoom(cache, { maxBytes: 1000, incomingBytes: 400 })
  expect(removed.map(({ model }) => model)).toEqual(['user/older/older.gguf', 'user/old/old.gguf'])
  expect(readdirSync(cache).toSorted()).toEqual(['models--user--new', 'models--user--now'])
  // What was used a moment ago stays, however little room there is, and what was asked for.
  expect(await makeRoom(cache, { maxBytes: 1, keep: 'user/new/new.gguf' })).toEqual([])
})

test('what others have fetched, or given a name, is not ours to remove, nor does it count', async () => {
  await using folder = await temporaryFolder()
  const cache = folder.path
  fill(cache, {
    theirs: { bytes: 5000, agoMinutes: 9000, fetched: false },
    ours: { bytes: 300, agoMinutes: 3000 },
    shared: { bytes: 300, agoMinutes: 4000 },
  })
  const further = join(folderOf(cache, 'shared'), 'snapshots', 'b'.repeat(40))
  mkdirSync(further)
  symlinkSync('../../blobs/shared', join(further, 'shared.gguf'))
  expect((await storedModels(cache)).map(({ model }) => model)).toEqual([
    'user/ours/ours.gguf',
    'user/shared/shared.gguf',
  ])
  expect((await makeRoom(cache, { maxBytes: 0 })).map(({ model }) => model)).toEqual(['user/ours/ours.gguf'])
  expect(existsSync(join(folderOf(cache, 'theirs'), 'blobs', 'theirs'))).toBe(true)
  expect(existsSync(join(folderOf(cache, 'shared'), 'blobs', 'shared'))).toBe(true)
})

test('a model in use stays: one that said so, and one whose file a process has open', async () => {
  await using folder = await temporaryFolder()
  const cache = folder.path
  fill(cache, { said: { bytes: 300, agoMinutes: 3000 }, open: { bytes: 300, agoMinutes: 3000 } })
  const said = join(folderOf(cache, 'said'), 'blobs', 'said')
  useBlob(said)
  const used = new Date(0)
  utimesSync(notePath(folderOf(cache, 'said'), 'said'), used, used)
  const hold = `const f = require('node:fs').openSync(process.argv[1]); console.log(f); setTimeout(() => {}, 60000)`
  const holder = spawn(process.execPath, ['-e', hold, join(folderOf(cache, 'open'), 'blobs', 'open')])
  try {
    await once(holder.stdout, 'data')
    expect(userOfBlob(folderOf(cache, 'said'), 'said')).toEqual({ pid: process.pid })
    const open = process.platform === 'linux' ? [] : ['user/open/open.gguf']
    expect((await makeRoom(cache, { maxBytes: 0 })).map(({ model }) => model)).toEqual(open)
    expect(existsSync(said)).toBe(true)
  } finally {
    holder.kill()
  }
  await once(holder, 'exit')
  expect((await makeRoom(cache, { maxBytes: 0 })).map(({ model }) => model)).toEqual(['user/open/open.gguf'])
})

test('a use of a process that is gone holds nothing', async () => {
  await using folder = await temporaryFolder()
  const cache = folder.path
  fill(cache, { left: { bytes: 300, agoMinutes: 3000 } })
  const script = `import { useBlob } from ${JSON.stringify(new URL('../../../src/models/hub-cache/use.ts', import.meta.url).href)}
useBlob(${JSON.stringify(join(folderOf(cache, 'left'), 'blobs', 'left'))})
process.kill(process.pid, 'SIGKILL')`
  const user = spawn(process.execPath, ['--input-type=module-typescript', '--no-warnings', '-e', script], {
    stdio: 'inherit',
  })
  await once(user, 'exit')
  expect(readdirSync(join(folderOf(cache, 'left'), '.llm-bench/uses'))).toHaveLength(1)
  expect(userOfBlob(folderOf(cache, 'left'), 'left')).toBeNull()
  const ago = new Date(0)
  utimesSync(notePath(folderOf(cache, 'left'), 'left'), ago, ago)
  expect(await makeRoom(cache, { maxBytes: 0 })).toHaveLength(1)
})

test('a person may remove what others have fetched, also from a disk without links of the usual sort', async () => {
  await using folder = await temporaryFolder()
  const cache = folder.path
  fill(cache, { theirs: { bytes: 300, agoMinutes: 0, fetched: false }, other: { bytes: 300, agoMinutes: 0 } })
  const theirs = folderOf(cache, 'theirs')
  const name = join(theirs, 'snapshots', commit, 'theirs.gguf')
  rmSync(name)
  linkSync(join(theirs, 'blobs', 'theirs'), name)
  expect(removeBlobs({ folder: theirs, blobs: ['theirs'], unlessShared: true })).toEqual({ state: 'shared' })
  expect(removeBlobs({ folder: theirs, blobs: ['theirs'], unlessShared: false })).toEqual({ state: 'removed' })
  expect(readdirSync(cache)).toEqual(['models--user--other'])
})
