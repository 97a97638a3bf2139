import { appendFileSync, lstatSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { isObject } from '../json.ts'
import { whileLocked } from './file-lock.ts'
import { isOwner, lifeOf, type OwnerLife, thisOwner } from './owner.ts'
import { factsOf, namesIn, removeFile } from './remove.ts'

/** Resources that somebody has for itself while its turn lasts, and a name for others to know it by. */
export interface Wanted {
  readonly name: string
  readonly resources: readonly string[]
}

/** The resource that is all of them: who wants it is alone. */
export const wholeMachine = 'machine'

/** Whether two cannot have their turns at the same time. */
export function excludeEachOther(one: Wanted, other: Wanted): boolean {
  return (
    one.resources.includes(wholeMachine) ||
    other.resources.includes(wholeMachine) ||
    one.resources.some((resource) => other.resources.includes(resource))
  )
}

/** A place in the line as its file says. */
interface FoundPlace {
  /** Path without an ending. */
  readonly path: string
  readonly number: number
  readonly wanted: Wanted
  readonly life: OwnerLife
}

/** Longest wait for the short lock under which places are given, in milliseconds. */
const patienceMs = 1000
const digits = 12
const isWindows = process.platform === 'win32'

/**
 * The line in which the processes of one machine stand for resources. A place is a file with its owner in it, and its
 * number is higher than those before it. Whoever has nobody before it that wants some of the same has its turn, with
 * all of its resources at once: no two can wait for each other. Places of processes that are gone count no more, nor do
 * those of another container, of which nobody here knows whether they live.
 */
export class Line {
  readonly #folder: string

  /** @throws Node's own error where the folder cannot be made, or is not this user's own */
  constructor(folder: string) {
    mkdirSync(folder, { recursive: true, mode: 0o700 })
    const { uid } = lstatSync(folder)
    if (factsOf(folder)?.isDirectory() !== true || (!isWindows && uid !== process.getuid?.()))
      throw new Error(`${folder} is not this user's own folder`)
    this.#folder = folder
  }

  /**
   * Takes the last place.
   * @throws Node's own error where it cannot be written, or who writes there now does not end
   */
  join(wanted: Wanted): Place {
    const give = (): Place => {
      const places = placesIn(this.#folder)
      for (const { path, life } of places) if (life === 'gone') removePlace(path)
      removeStrays(this.#folder)
      const number = (places.at(-1)?.number ?? 0) + 1
      const path = join(this.#folder, `${String(number).padStart(digits, '0')}-${crypto.randomUUID()}`)
      writeFileSync(`${path}.place`, JSON.stringify({ owner: thisOwner(null), ...wanted }), { flag: 'wx' })
      return new Place(this.#folder, { path, number, wanted })
    }
    return whileLocked(join(this.#folder, 'places'), give, patienceMs)
  }
}

/** A place in the line. */
export class Place {
  readonly #folder: string
  readonly #own: Omit<FoundPlace, 'life'>

  constructor(folder: string, own: Omit<FoundPlace, 'life'>) {
    this.#folder = folder
    this.#own = own
  }

  /** Those before it that want some of the same; whoever has none has its turn. */
  get before(): readonly Wanted[] {
    const { number, wanted } = this.#own
    return placesIn(this.#folder)
      .filter((other) => other.number < number && other.life === 'alive' && excludeEachOther(other.wanted, wanted))
      .map((other) => other.wanted)
  }

  /**
   * Begins its turn.
   * @returns names of those that have theirs now
   */
  begin(): string[] {
    const { path: own, wanted } = this.#own
    // Said before it looks: of two that begin at once, one at least sees the other.
    writeFileSync(`${own}.begun`, '')
    const others = placesIn(this.#folder).filter(
      ({ path, life }) => path !== own && life === 'alive' && factsOf(`${path}.begun`) !== null,
    )
    for (const { path } of others) appendFileSync(`${path}.beside`, `${JSON.stringify(wanted.name)}\n`)
    return others.map((other) => other.wanted.name)
  }

  /**
   * Leaves the line.
   * @returns names of those that began while it had its turn
   */
  leave(): string[] {
    const { path } = this.#own
    const lines = textOf(`${path}.beside`).split('\n')
    removePlace(path)
    return lines.filter((line) => line !== '').map((line) => String(JSON.parse(line)))
  }
}

function removePlace(path: string): void {
  for (const ending of ['place', 'begun', 'beside']) removeFile(`${path}.${ending}`)
}

/** Removes what was written beside a place that had been left by then. */
function removeStrays(folder: string): void {
  for (const name of namesIn(folder)) {
    const place = /^(\d+-[\w-]+)\.(?:begun|beside)$/.exec(name)?.[1]
    if (place !== undefined && factsOf(join(folder, `${place}.place`)) === null) removeFile(join(folder, name))
  }
}

/** All places, in their order. */
function placesIn(folder: string): FoundPlace[] {
  return namesIn(folder)
    .filter((name) => /^\d+-[\w-]+\.place$/.test(name))
    .toSorted()
    .flatMap((name) => {
      const path = join(folder, name.slice(0, -'.place'.length))
      const value = valueOf(join(folder, name))
      if (!isObject(value) || !isOwner(value['owner']) || !isWanted(value)) return []
      return [{ path, number: Number.parseInt(name, 10), wanted: value, life: lifeOf(value['owner']) }]
    })
}

function isWanted(value: object): value is Wanted {
  const { name, resources } = value as Record<string, unknown>
  return (
    typeof name === 'string' && Array.isArray(resources) && resources.every((resource) => typeof resource === 'string')
  )
}

function valueOf(path: string): unknown {
  try {
    return JSON.parse(readFileSync(path, 'utf8'))
  } catch {
    return null
  }
}

function textOf(path: string): string {
  try {
    return readFileSync(path, 'utf8')
  } catch {
    return ''
  }
}
