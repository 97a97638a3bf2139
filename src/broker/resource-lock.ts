import { userInfo, tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { pause } from '../clock.ts'
import { LlmBenchError } from '../errors.ts'
import { excludeEachOther, Line, type Place, type Wanted } from '../owned/line.ts'

/** Variable that names the folder of the line, or says `off`. */
export const lineVariable = 'LLM_BENCH_LOCKS'

/** Milliseconds between two looks whether another process is done. */
const lookMs = 100

/** Whoever waits for its turn, or has it. */
interface Turn {
  readonly wanted: Wanted
  readonly over: PromiseWithResolvers<void>
  /** Names of those that had theirs at the same time. */
  readonly beside: Set<string>
  begun: boolean
}

/** How a turn is waited for. */
export interface Waiting {
  /** Gives up the place in the line; work that has begun is its own to stop. */
  readonly signal: AbortSignal
  /** Called with those of other processes that have to be waited for. */
  readonly onWait?: (others: readonly Wanted[]) => void
}

/**
 * The shares that measurements have for themselves: the machine, or some of its resources. Those that want some of the
 * same have their turns in the order in which they asked, here and in other processes of this user on this machine.
 */
export class ResourceLock {
  readonly #turns = new Set<Turn>()
  readonly #folder: string | null

  /** @param folder folder of the line of all processes; null for this process alone */
  constructor(folder: string | null = lineFolder()) {
    this.#folder = folder
  }

  /**
   * Does work in its turn.
   * @returns names of those that had theirs at the same time
   * @throws LlmBenchError `aborted` when the place was given up, and whatever the work throws
   */
  async hold(wanted: Wanted, work: () => Promise<void>, { signal, onWait }: Waiting): Promise<string[]> {
    const before = [...this.#turns].filter((turn) => excludeEachOther(turn.wanted, wanted))
    const turn: Turn = { wanted, over: Promise.withResolvers(), beside: new Set(), begun: false }
    this.#turns.add(turn)
    let place: Place | null = null
    try {
      await unlessAborted(Promise.all(before.map(async ({ over }) => await over.promise)), signal)
      place = this.#join(wanted)
      await untilFirst(place, signal, onWait)
      this.#begin(turn, place)
      await work()
    } finally {
      for (const name of place?.leave() ?? []) turn.beside.add(name)
      this.#turns.delete(turn)
      turn.over.resolve()
    }
    return [...turn.beside]
  }

  #begin(turn: Turn, place: Place | null): void {
    turn.begun = true
    for (const other of this.#turns) {
      if (other === turn || !other.begun) continue
      other.beside.add(turn.wanted.name)
      turn.beside.add(other.wanted.name)
    }
    for (const name of tolerant(() => place?.begin()) ?? []) turn.beside.add(name)
  }

  /** Where no line can be had, the processes of a machine know nothing of each other. */
  #join(wanted: Wanted): Place | null {
    const folder = this.#folder
    return folder === null ? null : tolerant(() => new Line(folder).join(wanted))
  }
}

function lineFolder(): string | null {
  const asked = process.env[lineVariable] ?? ''
  if (asked === 'off') return null
  return asked === '' ? join(tmpdir(), `llm-bench-line-${process.getuid?.() ?? userInfo().username}`) : resolve(asked)
}

async function untilFirst(place: Place | null, signal: AbortSignal, onWait: Waiting['onWait']): Promise<void> {
  let others = place?.before ?? []
  while (others.length > 0) {
    onWait?.(others)
    // oxlint-disable-next-line no-await-in-loop -- it looks again and again
    await unlessAborted(pause(lookMs), signal)
    others = place?.before ?? []
  }
}

function tolerant<Value>(work: () => Value): Value | null {
  try {
    return work()
  } catch {
    return null
  }
}

async function unlessAborted(work: Promise<unknown>, signal: AbortSignal): Promise<void> {
  const aborted = Promise.withResolvers<never>()
  const fail = (): void => aborted.reject(new LlmBenchError('aborted', 'aborted while it waited for others to be done'))
  if (signal.aborted) fail()
  signal.addEventListener('abort', fail, { once: true })
  try {
    await Promise.race([work, aborted.promise])
  } finally {
    signal.removeEventListener('abort', fail)
  }
}
