import { mkdirSync, readFileSync, statSync, utimesSync } from 'node:fs'
import { dirname } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { now } from '../clock.ts'
import { breakOpen, isLeft, ownerOf, takeLock } from './lock-file.ts'
import { lifeOf } from './owner.ts'
import { removeFile } from './remove.ts'

/** Milliseconds between two signs of life of whoever holds a lock. */
const beatMs = 5000
const usualSilenceMs = 60_000
/** Milliseconds between two tries. */
const againMs = 200

/** Ends and news of a wait for a lock. */
export interface LongLockOptions {
  /** Called at every try while another process holds the lock. */
  readonly onWait?: (() => void) | undefined
  readonly signal?: AbortSignal | undefined
  /** Milliseconds without a sign of life after which an owner of whom nothing else is known counts as gone. */
  readonly silenceMs?: number | undefined
}

/**
 * Does long work while no other process does any under the same lock, a file. That of a process that is gone is
 * taken over at once; where nobody can say whether it lives (it runs in another container, or on another machine),
 * when it has given no sign of life for a minute.
 * @throws Node's own error where the lock cannot be written, the reason of the signal, and whatever the work throws
 */
export async function whileLockedLong<Result>(
  lock: string,
  work: () => Promise<Result>,
  { onWait, signal, silenceMs = usualSilenceMs }: LongLockOptions = {},
): Promise<Result> {
  mkdirSync(dirname(lock), { recursive: true })
  const watch = new Watch(silenceMs)
  let own = takeLock(lock)
  while (own === null) {
    signal?.throwIfAborted()
    const isOver = isLeft(lock) || watch.isSilent(lock)
    if (isOver) breakOpen(lock, (path) => isLeft(path) || watch.isSilent(path))
    else {
      onWait?.()
      await wait(againMs, undefined, { signal })
    }
    own = takeLock(lock)
  }
  const beat = setInterval(() => giveSign(lock), beatMs)
  beat.unref()
  try {
    return await work()
  } finally {
    clearInterval(beat)
    // It may have been taken over while this process slept.
    if (textOf(lock) === own) removeFile(lock)
  }
}

/** Signs of life of a lock's owner, by this process's own clock: that of another machine may be wrong. */
class Watch {
  #seen: number | null = null
  #since = now()
  readonly #silenceMs: number

  constructor(silenceMs: number) {
    this.#silenceMs = silenceMs
  }

  isSilent(lock: string): boolean {
    const owner = ownerOf(lock)
    const sign = signOf(lock)
    if (sign !== this.#seen) {
      this.#seen = sign
      this.#since = now()
    }
    if (sign === null || (owner !== null && lifeOf(owner) !== 'elsewhere')) return false
    return now() - this.#since > this.#silenceMs
  }
}

function signOf(lock: string): number | null {
  try {
    return statSync(lock).mtimeMs
  } catch {
    return null
  }
}

function giveSign(lock: string): void {
  try {
    const at = new Date()
    utimesSync(lock, at, at)
  } catch {
    // Its disk is gone, or somebody removed it: the work goes on.
  }
}

function textOf(lock: string): string | null {
  try {
    return readFileSync(lock, 'utf8')
  } catch {
    return null
  }
}
