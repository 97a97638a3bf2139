import { basename } from 'node:path'
import { formatBytes } from '../../figures.ts'
import { checksumFolder } from '../cache.ts'
import { knownSha256 } from '../hub-cache/checksum.ts'
import type { ResolvedModel, ResolveOptions } from '../resolve.ts'
import { assertPinCount, otherThanPinned, type Pins } from './pins.ts'

/**
 * Holds a model's files to the checksums that were declared for them. A file is read whole once; the checksum is
 * noted, and holds for as long as the file is not written.
 * @throws LlmBenchError `model-invalid` for a file that is not the one that was declared
 */
export async function assertPinned(
  { header }: ResolvedModel,
  pins: Pins,
  { cacheDirectory, onProgress }: Pick<ResolveOptions, 'cacheDirectory' | 'onProgress'>,
): Promise<void> {
  assertPinCount(header.files.length, pins)
  for (const [index, file] of header.files.entries()) {
    const sha256 = await knownSha256(file, checksumFolder(cacheDirectory), (doneBytes, totalBytes) => {
      const text = `checking ${basename(file)}: ${formatBytes(doneBytes)} of ${formatBytes(totalBytes)}`
      onProgress?.({ text, doneBytes, totalBytes })
    })
    const wanted = pins.sha256[index] ?? ''
    if (sha256 !== wanted) throw otherThanPinned(`"${file}"`, wanted, sha256, pins)
  }
}
