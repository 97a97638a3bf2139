import { mkdirSync } from 'node:fs'
import { dirname } from 'node:path'
import { now } from '../clock.ts'
import { LlmBenchError } from '../errors.ts'
import { breakOpen, isLeft, takeLock } from './lock-file.ts'
import { removeFile } from './remove.ts'

/** Milliseconds for which a lock is waited for: it is held for the time of one read and one write. */
const patienceMs = 10_000
/** Milliseconds between two tries. */
const againMs = 10

/**
 * Does work while no other process does any for the same file, synchronously, so that a process on its way
 * out can do it. The lock is a file beside it; that of a process that is gone is taken over.
 * @throws LlmBenchError `report-write` where another holds the lock for too long, Node's own error where the
 *   lock cannot be written, and whatever the work throws
 */
export function whileLocked<Result>(path: string, work: () => Result, patience: number = patienceMs): Result {
  const lock = `${path}.lock`
  mkdirSync(dirname(path), { recursive: true })
  const until = now() + patience
  while (takeLock(lock) === null) {
    if (isLeft(lock)) {
      if (!breakOpen(lock)) pause(againMs)
    } else if (now() > until) throw held(path, lock)
    else pause(againMs * (1 + Math.random()))
  }
  try {
    return work()
  } finally {
    removeFile(lock)
  }
}

function pause(ms: number): void {
  Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, ms)
}

function held(path: string, lock: string): LlmBenchError {
  return new LlmBenchError(
    'report-write',
    `${path} is being written by another process, which holds ${lock}: run again, or delete that file where none is`,
  )
}
