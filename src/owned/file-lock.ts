import { linkSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { dirname } from 'node:path'
import { now } from '../clock.ts'
import { LlmBenchError } from '../errors.ts'
import { isOwner, lifeOf, type Owner, thisOwner } from './owner.ts'
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
  while (!take(lock)) {
    if (isLeft(lock)) breakOpen(lock)
    else if (now() > until) throw held(path, lock)
    else pause(againMs * (1 + Math.random()))
  }
  try {
    return work()
  } finally {
    removeFile(lock)
  }
}

/** Makes a lock with its owner in it, in one step; false where there is one. */
function take(lock: string): boolean {
  const own = `${lock}.${crypto.randomUUID()}`
  try {
    writeFileSync(own, JSON.stringify(thisOwner(null)), { flag: 'wx' })
    linkSync(own, lock)
    return true
  } catch (error) {
    const { code, syscall } = error as NodeJS.ErrnoException
    if (code === 'EEXIST') return false
    // Some disks have no links.
    if (syscall !== 'link') throw error
    return takeWithoutLink(lock)
  } finally {
    removeFile(own)
  }
}

function takeWithoutLink(lock: string): boolean {
  try {
    writeFileSync(lock, JSON.stringify(thisOwner(null)), { flag: 'wx' })
    return true
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST') return false
    throw error
  }
}

/** Removes a lock whose owner is gone; one at a time, so that nobody removes that of the next. */
function breakOpen(lock: string): void {
  const guard = `${lock}.left`
  if (!take(guard)) {
    if (isLeft(guard)) removeFile(guard)
    else pause(againMs)
    return
  }
  if (isLeft(lock)) removeFile(lock)
  removeFile(guard)
}

function isLeft(lock: string): boolean {
  const owner = ownerOf(lock)
  return owner !== null && lifeOf(owner) === 'gone'
}

function ownerOf(lock: string): Owner | null {
  try {
    const value: unknown = JSON.parse(readFileSync(lock, 'utf8'))
    return isOwner(value) ? value : null
  } catch {
    return null
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
