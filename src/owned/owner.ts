import { readFileSync, readlinkSync } from 'node:fs'
import { createConnection } from 'node:net'
import { hostname } from 'node:os'
import { isObject } from '../json.ts'
import { isAlive } from '../machine/processes/is-alive.ts'
import { statFields } from '../machine/processes/proc.ts'

/** The process that something on disk belongs to, in words by which another process can tell whether it lives. */
export interface Owner {
  /** The space that `pid` is a number of: machine, start of its kernel and PID namespace. */
  readonly place: string
  readonly pid: number
  /** Ticks after the kernel's start at which the process began; null where the system does not say. */
  readonly began: string | null
  /** Socket or named pipe on which the process listens for as long as it lives; null for none. */
  readonly door: string | null
}

/** Life of an owner; `elsewhere` where its pid says nothing here, as in a container of its own. */
export type OwnerLife = 'alive' | 'gone' | 'elsewhere'

/** Place of {@link statFields} in which the kernel says when a process began. */
const beganField = 19

/** This process as an owner. */
export function thisOwner(door: string | null): Owner {
  return { place: placeOfPids(), pid: process.pid, began: beganOf(process.pid), door }
}

/** Whether an owner lives, as far as its pid says: a pid counts in the namespace it was given in only. */
export function lifeOf({ place, pid, began }: Owner): OwnerLife {
  if (place !== placeOfPids()) return 'elsewhere'
  if (!isAlive(pid)) return 'gone'
  const [state] = statFields(pid)
  if (state === 'Z') return 'gone'
  // A pid is given again, and a process that has it now is another one.
  return began === null || beganOf(pid) === null || began === beganOf(pid) ? 'alive' : 'gone'
}

/**
 * Whether an owner is known to be gone: by its pid, and where that says nothing by its door, at which nobody
 * listens any more. Of a door that is not to be found nothing is known.
 */
export async function isGone(owner: Owner): Promise<boolean> {
  const life = lifeOf(owner)
  return life === 'elsewhere' ? await isShut(owner.door) : life === 'gone'
}

/** Milliseconds after which a door that neither opens nor refuses counts as not shut. */
const patienceMs = 2000

async function isShut(door: string | null): Promise<boolean> {
  if (door === null) return false
  return await new Promise((resolve) => {
    const socket = createConnection(door)
    const answer = (shut: boolean): void => {
      socket.destroy()
      resolve(shut)
    }
    socket.setTimeout(patienceMs, () => answer(false))
    socket.unref()
    socket.once('connect', () => answer(false))
    socket.once('error', (error: NodeJS.ErrnoException) => answer(error.code === 'ECONNREFUSED'))
  })
}

/** Whether a value read from a file is an owner. */
export function isOwner(value: unknown): value is Owner {
  if (!isObject(value)) return false
  const { place, pid, began, door } = value
  return (
    typeof place === 'string' &&
    Number.isSafeInteger(pid) &&
    (pid as number) > 0 &&
    (began === null || typeof began === 'string') &&
    (door === null || typeof door === 'string')
  )
}

function beganOf(pid: number): string | null {
  return statFields(pid)[beganField] ?? null
}

let place: string | null = null

function placeOfPids(): string {
  place ??= [process.platform, hostname(), ...(process.platform === 'linux' ? kernelAndNamespace() : [])].join(' ')
  return place
}

/** The start of this kernel and the namespace of this process's pid; something unique where they cannot be read. */
function kernelAndNamespace(): string[] {
  try {
    return [readFileSync('/proc/sys/kernel/random/boot_id', 'utf8').trim(), readlinkSync('/proc/self/ns/pid')]
  } catch {
    return [crypto.randomUUID()]
  }
}
