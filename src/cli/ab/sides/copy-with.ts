import { constants } from 'node:fs'
import { cp, lstat } from 'node:fs/promises'
import { join } from 'node:path'
import { LlmBenchError } from '../../../errors.ts'
import { shown } from '../../../option-check/shown.ts'

/**
 * Copies a file or folder of the working folder, which git ignores, to the same place in a side. What the side has of
 * its own stays: a folder may hold both.
 * @throws LlmBenchError `invalid-option` where it cannot be copied
 */
export async function copyWith(path: string, from: string, to: string): Promise<void> {
  try {
    await cp(join(from, path), join(to, path), {
      recursive: true,
      verbatimSymlinks: true,
      mode: constants.COPYFILE_FICLONE,
      filter: async (_, copy) => (await lstat(copy).catch(() => null))?.isDirectory() ?? true,
    })
  } catch (cause) {
    const why = cause instanceof Error ? cause.message : String(cause)
    throw new LlmBenchError('invalid-option', `llm-bench ab --with: ${shown(path)} cannot be copied: ${why}`, { cause })
  }
}
