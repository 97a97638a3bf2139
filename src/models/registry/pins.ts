import { LlmBenchError } from '../../errors.ts'
import { property } from '../../option-check/shown.ts'
import type { HubFile } from '../hub/file-facts.ts'
import { entryOf, type ModelRegistry } from './entry.ts'

/** Checksums that the files of a model have to have. */
export interface Pins {
  /** SHA-256 of each file, in the order of the parts, in hexadecimal digits. */
  readonly sha256: readonly string[]
  /** Where they are declared, such as `llmBench({ models.small.sha256 })`, for messages. */
  readonly declaredIn: string
}

/**
 * The files with the checksums that were declared for them, before anything of them is fetched.
 * @throws LlmBenchError `model-invalid` where the hub has others
 */
export function pinned(files: readonly HubFile[], pins: Pins): HubFile[] {
  assertPinCount(files.length, pins)
  return files.map((file, index) => {
    const digest = pins.sha256[index] ?? ''
    const { checksum } = file
    if (checksum?.algorithm === 'sha256' && checksum.digest !== digest)
      throw otherThanPinned(`"${file.file}" on the hub`, digest, checksum.digest, pins)
    return { ...file, checksum: { algorithm: 'sha256', digest } }
  })
}

/** @throws LlmBenchError `model-invalid` where not every file of a model has a checksum, or some have too many */
export function assertPinCount(files: number, { sha256, declaredIn }: Pins): void {
  if (sha256.length === files) return
  throw new LlmBenchError(
    'model-invalid',
    `${declaredIn}: ${sha256.length} checksums for a model of ${files} file${files === 1 ? '' : 's'}; ` +
      'give one for each file, in the order of its parts',
  )
}

/** The error of a file that is not the one that was declared. */
export function otherThanPinned(file: string, wanted: string, found: string, { declaredIn }: Pins): LlmBenchError {
  return new LlmBenchError(
    'model-invalid',
    `${declaredIn}: ${file} is not the file that is declared there (SHA-256 ${wanted} declared, ${found} found): ` +
      'it was changed since, or is damaged (llm-bench models verify tells); correct the entry, or get the file again',
  )
}

/** The checksums that are declared for a model; null for none. */
export function pinsOf(spec: string, registry: ModelRegistry): Pins | null {
  const sha256 = entryOf(spec, registry)?.sha256 ?? null
  return sha256 === null ? null : { sha256, declaredIn: `llmBench({ models.${property(spec.trim())}.sha256 })` }
}
