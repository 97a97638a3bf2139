import { closeSync, mkdirSync, openSync, readSync, type Stats } from 'node:fs'
import { join } from 'node:path'
import { isLeft, type Mark, readMark, writeMark } from '../owned/mark.ts'
import { thisOwner } from '../owned/owner.ts'
import { namesIn, removeMarked } from '../owned/remove.ts'
import { stampOf, temporaryInstead } from './places.ts'

const keptJournals = 10

/** The folder for the journals of one execution, below the report's folder. */
export class JournalFolder {
  readonly path: string
  readonly #mark: Mark

  /**
   * Makes the folder; where it cannot be made the journals go to the system's temporary folder. Of the others
   * that are ours the ten newest stay, and all whose process may live.
   * @throws LlmBenchError `report-write` where it can be made nowhere
   */
  constructor(outputDirectory: string, door: string) {
    const parent = join(outputDirectory, 'journal')
    const others = markedIn(parent)
    const order = others.reduce((most, { mark }) => Math.max(most, mark.order), 0) + 1
    this.#mark = { kind: 'journal', owner: thisOwner(door), order, over: false, files: [] }
    this.path = this.#makeIn(parent)
    void prune(others, keptJournals - 1)
  }

  #makeIn(parent: string): string {
    const wanted = join(parent, `${stampOf(new Date())}-${process.pid}`)
    try {
      mkdirSync(parent, { recursive: true })
      const folder = makeNew(wanted)
      writeMark(folder, this.#mark)
      return folder
    } catch (error) {
      const folder = temporaryInstead('journal', parent, error)
      writeMark(folder, this.#mark)
      return folder
    }
  }

  /** Makes the folder again where somebody has removed it. Throws Node's own error where it cannot be made. */
  restore(): void {
    if (readMark(this.path, 'journal') === null) writeMark(this.path, this.#mark)
  }

  /** Says that nobody writes here any more, so that the folder may go when it is old. */
  end(): void {
    try {
      if (readMark(this.path, 'journal') !== null) writeMark(this.path, { ...this.#mark, over: true })
    } catch {
      // It stays for as long as this process lives.
    }
  }
}

/** Makes a folder that nobody has: containers may agree in time and pid. */
function makeNew(wanted: string, tries = 1): string {
  const folder = tries === 1 ? wanted : `${wanted}-${tries}`
  try {
    mkdirSync(folder)
    return folder
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error
    return makeNew(wanted, tries + 1)
  }
}

interface MarkedFolder {
  readonly path: string
  readonly mark: Mark
}

function markedIn(parent: string): MarkedFolder[] {
  return namesIn(parent).flatMap((name) => {
    const path = join(parent, name)
    const mark = readMark(path, 'journal')
    return mark === null ? [] : [{ path, mark }]
  })
}

async function prune(folders: readonly MarkedFolder[], kept: number): Promise<void> {
  const old = folders.toSorted((one, other) => other.mark.order - one.mark.order).slice(kept)
  for (const { path, mark } of old) {
    // oxlint-disable-next-line no-await-in-loop -- one after the other: nobody waits for it
    if (await isLeft(mark)) removeMarked(path, isJournal)
  }
}

/** Whether a file is a journal, whose first line begins with the id that its name ends in, or stands beside one. */
function isJournal(path: string, name: string, facts: Stats): boolean {
  const [, id, ending] =
    /-([\da-f]{8}(?:-[\da-f]{4}){3}-[\da-f]{12})\.(jsonl|end\.json|answers\.html)$/.exec(name) ?? []
  if (id === undefined || !facts.isFile()) return false
  return ending !== 'jsonl' || facts.size === 0 || beginsWith(path, `{"id":"${id}"`)
}

function beginsWith(path: string, text: string): boolean {
  const read = Buffer.alloc(Buffer.byteLength(text))
  try {
    const file = openSync(path, 'r')
    try {
      return readSync(file, read) === read.length && read.toString() === text
    } finally {
      closeSync(file)
    }
  } catch {
    return false
  }
}
