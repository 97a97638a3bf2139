import { execFile } from 'node:child_process'
import { createReadStream, statSync } from 'node:fs'
import { promisify } from 'node:util'
import { formatBytes } from '../../figures.ts'

const run = promisify(execFile)
/** Longest time of a command, in milliseconds: a slow disk has much to write. */
const timeout = 120_000
/** Share of a file that may be left in the cache: a page or two of its header, which was read to find it. */
const leftShare = 0.01

/** Whether a file is to be read from a disk, or to be in memory already. */
export type PageCacheWish = 'cold' | 'warm'

/**
 * Has the files of a model dropped from the page cache, or read into it; of no other file anything is touched.
 * @returns the reason why they are not as they were wished, in one line; null where they are, or nobody can look
 */
export async function preparePageCache(files: readonly string[], wish: PageCacheWish): Promise<string | null> {
  if (wish === 'warm') {
    for (const file of files) for await (const _ of createReadStream(file, { highWaterMark: 2 ** 20 }));
    return null
  }
  if (process.platform !== 'linux') return 'only Linux has a command that drops a file from the page cache'
  for (const file of files) {
    try {
      // What is not on the disk yet cannot be dropped.
      await run('sync', [file], { timeout })
      await run('dd', [`if=${file}`, 'iflag=nocache', 'count=0', 'status=none'], { timeout })
    } catch (error) {
      const [line = ''] = String(error instanceof Error ? error.message : error).split('\n')
      return `the file could not be dropped from the page cache: ${line}`
    }
    const left = await residentBytes(file)
    if (left !== null && left > leftShare * statSync(file).size) {
      const why = 'another process has it mapped, or its disk is memory'
      return `${formatBytes(left)} of the file stayed in the page cache: ${why}`
    }
  }
  return null
}

/** Bytes of a file that are in the page cache; null where no `fincore` is there to tell. */
async function residentBytes(file: string): Promise<number | null> {
  try {
    const { stdout } = await run('fincore', ['--bytes', '--noheadings', '--output', 'RES', file], { timeout })
    return /^\s*\d+\s*$/.test(stdout) ? Number(stdout) : null
  } catch {
    return null
  }
}
