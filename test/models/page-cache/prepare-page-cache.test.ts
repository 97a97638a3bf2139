import { execFileSync, spawn } from 'node:child_process'
import { once } from 'node:events'
import { writeFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { preparePageCache } from '../../../src/models/page-cache/prepare-page-cache.ts'
import { temporaryFolder } from '../temporary-folder.ts'

/** Bytes of a file in the page cache; null where nobody can tell. */
function cachedBytes(file: string): number | null {
  try {
    return Number(execFileSync('fincore', ['-b', '-n', '-o', 'RES', file], { encoding: 'utf8' }))
  } catch {
    return null
  }
}

const size = 4 * 2 ** 20

/** A file, and its neighbour that nobody asked to drop; null where a file cannot be dropped here at all. */
async function droppable(folder: string): Promise<{ file: string; other: string } | null> {
  const [file, other] = [`${folder}/a b;$(x).gguf`, `${folder}/other.gguf`]
  for (const path of [file, other]) writeFileSync(path, Buffer.alloc(size, 1))
  if (cachedBytes(file) === null) return null
  const problem = await preparePageCache([file], 'cold')
  return problem === null ? { file, other } : null
}

test('only the files that were named are dropped, all of them, and read again', async ({ skip }) => {
  await using folder = await temporaryFolder()
  const made = await droppable(folder.path)
  if (made === null) {
    skip('no file can be dropped from the page cache here')
    return
  }
  expect(cachedBytes(made.file)).toBe(0)
  expect(cachedBytes(made.other)).toBe(size)
  expect(await preparePageCache([made.file, made.other], 'warm')).toBeNull()
  expect(cachedBytes(made.file)).toBe(size)
  expect(await preparePageCache([made.file, made.other], 'cold')).toBeNull()
  expect(cachedBytes(made.other)).toBe(0)
})

test('a file that another process has mapped stays, and that is said', async ({ skip }) => {
  await using folder = await temporaryFolder()
  const made = await droppable(folder.path)
  if (made === null) {
    skip('no file can be dropped from the page cache here')
    return
  }
  const map = `
import mmap, sys
with open(sys.argv[1], 'rb') as file:
    mapped = mmap.mmap(file.fileno(), 0, prot=mmap.PROT_READ)
    sum(mapped[at] for at in range(0, len(mapped), 4096))
    print('mapped', flush=True)
    sys.stdin.read()
`
  const holder = spawn('python3', ['-c', map, made.file], { stdio: ['pipe', 'pipe', 'ignore'] })
  const ended = once(holder, 'exit').catch(() => null)
  const ready = await Promise.race([once(holder.stdout, 'data'), ended, once(holder, 'error')])
  if (!String(ready?.[0]).startsWith('mapped')) {
    skip('no python3 to map it')
    return
  }
  expect(await preparePageCache([made.file], 'cold')).toMatch(
    /^4\.19 MB of the file stayed in the page cache: another process has it mapped/,
  )
  holder.stdin.end()
  await ended
})

test('a file that is gone is said, and nothing is thrown', async () => {
  await using folder = await temporaryFolder()
  expect(await preparePageCache([`${folder.path}/none.gguf`], 'cold')).toMatch(/could not be dropped|only Linux/)
})
