import type { ModelLoadRecord } from '../../record/loads/model-load.ts'
import type { PageCacheWish } from './prepare-page-cache.ts'

/** A load whose state of the page cache is to be told. */
interface AskedLoad {
  readonly wish: PageCacheWish
  /** Reason why the files were not as they were wished; null where they were. */
  readonly problem: string | null
  /** State by what the loading process had read from a disk. */
  readonly seen: ModelLoadRecord['pageCache']
  /** Whether this is a virtual machine, whose host has a cache of its own; null where nobody knows. */
  readonly isGuest: boolean | null
}

/** The state of the page cache at a load, and its limits: cold only where the file was dropped, and then read. */
export function loadState({ wish, problem, seen, isGuest }: AskedLoad): Pick<ModelLoadRecord, 'pageCache' | 'note'> {
  if (wish === 'warm') return { pageCache: seen, note: seen === 'warm' ? null : 'it was read into memory beforehand' }
  if (problem !== null) return { pageCache: 'unknown', note: problem }
  if (seen !== 'cold') return { pageCache: 'unknown', note: notRead[seen] }
  if (isGuest === false) return { pageCache: 'cold', note: null }
  return { pageCache: 'cold', note: isGuest === null ? null : 'in the guest: its host may have had it in memory' }
}

const notRead: Readonly<Record<'warm' | 'unknown', string>> = {
  warm: 'it was dropped from the page cache, and yet the load read nothing from a disk',
  unknown: 'how much of the file the load read from a disk is not known, or it was not all of it',
}
