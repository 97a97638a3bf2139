import { totalmem } from 'node:os'
import { formatBytes } from '../../figures.ts'
import { availableMemory } from './available-memory.ts'

/** Memory that a model may take, in bytes. */
export interface MemoryBudget {
  readonly bytes: number
  /** Words for it behind a need: `8.80 GB of 16.0 GB are available`. */
  readonly words: (shownBytes: string) => string
  /** Whether there is more of it once other programs end. */
  readonly isShared: boolean
}

/** The budget of an option `memoryBudget`; `auto` is what is available now, control groups counted. */
export function memoryBudget(option: number | 'auto'): MemoryBudget {
  if (option !== 'auto')
    return { bytes: option, words: (shownBytes) => `the memoryBudget is ${shownBytes}`, isShared: false }
  return availableOf(availableMemory(), totalmem())
}

/** The budget of a machine with so much memory available. */
export function availableOf(bytes: number, totalBytes: number): MemoryBudget {
  return { bytes, words: (shownBytes) => `${shownBytes} of ${formatBytes(totalBytes)} are available`, isShared: true }
}
