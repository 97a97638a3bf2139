import { formatBinaryBytes, formatBytes, formatShare } from '../../../../src/figures.ts'
import type { MemoryRecord } from '../../../../src/record/target.ts'
import type { Fact } from './fact.ts'

/** Facts about memory, as far as it could be seen. */
export function memoryFacts(memory: MemoryRecord): Fact[] {
  return [
    ['Model file', bytes(memory.fileBytes ?? null)],
    ['Weights in memory', bytes(memory.weightsBytes)],
    ['Context', bytes(memory.contextBytes)],
    ['Peak resident memory', bytes(memory.peakRssBytes)],
    ['of it anonymous', bytes(memory.peakAnonBytes)],
    ['of it file-backed', bytes(memory.peakFileBytes)],
    ['GPU memory', bytes(memory.vramBytes)],
    ["Memory by the server's word", declaredText(memory)],
    ...predictionFacts(memory),
  ]
}

function declaredText({ declared = null }: Partial<MemoryRecord>): string | null {
  if (declared === null) return null
  const { bytes: all, vramBytes } = declared
  return `${bytes(all)}${vramBytes === null ? '' : `, ${formatBytes(vramBytes)} of it on GPUs`} (declared)`
}

/** A prediction beside the growth that it is compared with, and what it is made of. */
function predictionFacts({ predicted, growthBytes }: MemoryRecord): Fact[] {
  // Reports of earlier versions know none.
  if (predicted === null || predicted === undefined) return []
  const grown = growthBytes ?? null
  const error = grown === null || grown === 0 ? '' : `, ${signedShare(predicted.totalBytes / grown - 1)} off`
  const measured = grown === null ? '' : `; grew by ${formatBytes(grown)} at most${error}`
  const parts = [
    [predicted.mappedBytes, 'mapped'],
    [predicted.copiedBytes, 'copied'],
    [predicted.repackedBytes, 'repacked'],
    [predicted.kvBytes, 'KV cache'],
    [predicted.computeBytes, 'to compute in'],
    [predicted.engineBytes, 'vocabulary and engine'],
  ] as const
  const shown = parts.flatMap(([size, what]) => (size === 0 ? [] : [`${formatBytes(size)} ${what}`]))
  const { draftBytes } = predicted
  return [
    ['Memory predicted', `${formatBytes(predicted.totalBytes)}${measured}`],
    ['of it by the header', shown.join(', ')],
    ['of it for the drafting model', draftBytes === undefined ? null : formatBytes(draftBytes)],
  ]
}

function signedShare(share: number): string {
  return `${share < 0 ? '-' : '+'}${formatShare(Math.abs(share))}`
}

function bytes(value: number | null): string | null {
  return value === null ? null : `${formatBytes(value)} (${formatBinaryBytes(value)})`
}
