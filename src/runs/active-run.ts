import type { LiveFigures } from './live/live-figures.ts'
import type { BlockEnd } from '../block/end.ts'
import type { MemoryPeaks } from '../machine/meters/memory-peaks.ts'
import { Requests } from '../samples/requests.ts'
import type { Driver } from '../targets/target.ts'
import type { Deciding } from './deciding.ts'
import type { GroupMember } from './group.ts'
import type { ModelLoadRecord } from '../record/loads/model-load.ts'
import type { IntrinsicRecord } from '../record/intrinsic/intrinsic.ts'
import type { StartRecord } from '../record/parts/parts.ts'
import type { QualityRecord } from '../record/quality.ts'
import type { SwitchRecord } from '../record/several/switch.ts'
import type { LaunchStart, MoneyStop, RunHeader, RunPlan } from '../plan/header.ts'

/** A run while it is measured. */
export interface ActiveRun {
  readonly member: GroupMember
  /** Of the launch that is measured now. */
  driver: Driver
  readonly header: RunHeader
  readonly journal: string
  readonly deciding: Deciding | null
  readonly requests: Requests
  readonly ends: BlockEnd[]
  /** Figures so far, for who watches. */
  readonly live: LiveFigures
  /** Launches, or blocks apart in time, begun so far; empty for a run that has only one. */
  readonly launches: LaunchStart[]
  /** Changes to its model while that was not loaded. */
  readonly switches: SwitchRecord[]
  /** Loads of its model, where the state of the page cache was asked for. */
  readonly loads: ModelLoadRecord[]
  /** Highest memory of the launches that are over; null where none is, or it is not ours to see. */
  peaks: MemoryPeaks | null
  /** Index of the next request, or conversation. */
  nextIndex: number
  measured: number
  /** Whether the warm-up ended steady; null where nobody looked. */
  settled: boolean | null
  /** Requests of the warm-up, the first ones, that say nothing of how long one takes: the server was cold. */
  coldRequests: number
  spentMs: number
  spentUsd: number
  /** Calls of a task that count nothing against its limit, as far as somebody was told of them. */
  readonly unpriced: Set<string>
  /** Money of all files that ended it; left out where that did not. */
  moneyStop?: MoneyStop
  /** The moment it was to begin at, and when it was ready; left out where none was asked for. */
  start?: StartRecord
  /** Scores of its answers; null where none are asked for, or not made yet. */
  quality: QualityRecord | null
  /** How well its model foretells a text; null where none was scored. */
  intrinsic: IntrinsicRecord | null
}

/** Whether a run that goes on until claims are decided need not go on. */
export function isDecided({ deciding, requests, spentMs }: ActiveRun): boolean {
  return deciding?.look(requests.measured, spentMs) ?? false
}

/** Whether nothing is left to measure: its requests are made, its time is over or its money spent. */
export function isOver({ measured, spentMs, ends }: ActiveRun, { requests, budgetMs, durationMs }: RunPlan): boolean {
  return (
    measured >= requests || spentMs >= Math.min(budgetMs, durationMs ?? budgetMs) || ends.at(-1)?.endedBy === 'cost'
  )
}

/**
 * Requests of a run that something ended: those a dead host had not sent yet, it had written down; those that a full
 * disk did not take, it had sent.
 */
export function writtenDown({ journal, requests: told }: ActiveRun): Written {
  try {
    const { requests, damaged } = Requests.read(journal)
    return requests.count < told.count ? { requests: told, damaged: 0 } : { requests, damaged }
  } catch {
    // The error to be told is the one that ended the run, not that its journal cannot be read.
    return { requests: told, damaged: 0 }
  }
}

/** Requests as far as they could be read, and the number of lines that could not be. */
export type Written = ReturnType<typeof Requests.read>
