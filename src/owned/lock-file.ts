import { linkSync, readFileSync, writeFileSync } from 'node:fs'
import { isOwner, lifeOf, type Owner, thisOwner } from './owner.ts'
import { removeFile } from './remove.ts'

/**
 * Makes a lock with its owner in it, in one step.
 * @returns the text of the lock, by which its owner knows it again; null where there is one already
 */
export function takeLock(lock: string): string | null {
  const own = `${lock}.${crypto.randomUUID()}`
  const text = JSON.stringify({ ...thisOwner(null), id: crypto.randomUUID() })
  try {
    writeFileSync(own, text, { flag: 'wx' })
    linkSync(own, lock)
    return text
  } catch (error) {
    const { code, syscall } = error as NodeJS.ErrnoException
    if (code === 'EEXIST') return null
    // Some disks have no links.
    if (syscall !== 'link') throw error
    return takeWithoutLink(lock, text)
  } finally {
    removeFile(own)
  }
}

function takeWithoutLink(lock: string, text: string): string | null {
  try {
    writeFileSync(lock, text, { flag: 'wx' })
    return text
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST') return null
    throw error
  }
}

/**
 * Removes a lock that was left; one at a time, so that nobody removes that of the next.
 * @param left whether a lock was left; looked at again once no other process can
 * @returns false where another process is at it: try again in a moment
 */
export function breakOpen(lock: string, left: (lock: string) => boolean = isLeft): boolean {
  const guard = `${lock}.left`
  if (takeLock(guard) === null) {
    if (!isLeft(guard)) return false
    removeFile(guard)
    return true
  }
  if (left(lock)) removeFile(lock)
  removeFile(guard)
  return true
}

/** Whether the owner of a lock is known to be gone. */
export function isLeft(lock: string): boolean {
  const owner = ownerOf(lock)
  return owner !== null && lifeOf(owner) === 'gone'
}

/** The owner of a lock; null where there is none, or none that can be read. */
export function ownerOf(lock: string): Owner | null {
  try {
    const value: unknown = JSON.parse(readFileSync(lock, 'utf8'))
    return isOwner(value) ? value : null
  } catch {
    return null
  }
}
