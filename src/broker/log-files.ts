import { closeSync, mkdirSync, openSync } from 'node:fs'
import { join } from 'node:path'
import { isLeft, type Mark, markFile, readMark, writeMark } from '../owned/mark.ts'
import { thisOwner } from '../owned/owner.ts'
import { factsOf, namesIn, removeFile } from '../owned/remove.ts'
import { stampOf, temporaryInstead } from './places.ts'

const keptLogs = 20

/** A mark that was found in a folder of logs, by the name of its file. */
interface FoundMark {
  readonly name: string
  readonly mark: Mark
}

/**
 * The logs of the processes that this one starts. They lie beside the journals, not among those of one
 * execution: a warm host outlives the one that started it. A mark beside them names those that are ours.
 */
export class LogFiles {
  readonly #door: string
  /** Logs by folder and name, each with whether its process has ended; the oldest first. */
  readonly #folders = new Map<string, Map<string, boolean>>()
  readonly #markName = `.${process.pid}-${crypto.randomUUID()}${markFile}`

  constructor(door: string) {
    this.#door = door
  }

  /**
   * A new file for a process's log. The twenty newest stay, and all of processes that may live. Where none can
   * be written in the report's folder it is among the system's temporary files.
   * @throws LlmBenchError `report-write` where it cannot be there either
   */
  create(outputDirectory: string, id: string): string {
    const folder = join(outputDirectory, 'logs')
    const name = `${stampOf(new Date())}-${process.pid}-${id}.log`
    const path = join(folder, name)
    const logs = this.#folders.get(folder) ?? new Map<string, boolean>()
    try {
      mkdirSync(folder, { recursive: true })
      closeSync(openSync(path, 'a', 0o600))
      logs.set(name, false)
      this.#folders.set(folder, logs)
      this.#write(folder, logs, false)
    } catch (error) {
      return join(temporaryInstead('log', folder, error), name)
    }
    void this.#prune(folder, logs)
    return path
  }

  /** Says that nobody writes a log any more. */
  ended(path: string): void {
    for (const [folder, logs] of this.#folders) {
      for (const name of logs.keys()) if (join(folder, name) === path) logs.set(name, true)
    }
  }

  /** Says that all are over. */
  end(): void {
    for (const [folder, logs] of this.#folders) {
      try {
        if (factsOf(folder) !== null) this.#write(folder, logs, true)
      } catch {
        // They stay until this process is known to be gone.
      }
    }
  }

  #write(folder: string, logs: ReadonlyMap<string, boolean>, over: boolean): void {
    const order = readMark(folder, 'logs', this.#markName)?.order ?? nextOrder(marksIn(folder))
    const mark: Mark = { kind: 'logs', owner: thisOwner(this.#door), order, over, files: [...logs.keys()] }
    writeMark(folder, mark, this.#markName)
  }

  async #prune(folder: string, own: Map<string, boolean>): Promise<void> {
    const marks = marksIn(folder).toSorted((one, other) => one.mark.order - other.mark.order)
    let above = marks.flatMap(({ mark }) => mark.files.filter((log) => isLog(folder, log))).length - keptLogs
    for (const { name, mark } of marks) {
      const isOwn = name === this.#markName
      // oxlint-disable-next-line no-await-in-loop -- one after the other: nobody waits for it
      const left = !isOwn && (await isLeft(mark))
      for (const log of mark.files) {
        if (above <= 0) break
        if (!(left || (isOwn && own.get(log) === true)) || !isLog(folder, log)) continue
        removeFile(join(folder, log))
        if (isOwn) own.delete(log)
        above--
      }
      if (left && !mark.files.some((log) => isLog(folder, log))) removeFile(join(folder, name))
    }
  }
}

function marksIn(folder: string): FoundMark[] {
  return namesIn(folder).flatMap((name) => {
    const mark = name.endsWith(markFile) ? readMark(folder, 'logs', name) : null
    return mark === null ? [] : [{ name, mark }]
  })
}

function nextOrder(marks: readonly FoundMark[]): number {
  return marks.reduce((most, { mark }) => Math.max(most, mark.order), 0) + 1
}

/** Whether a name that a mark gives is that of a log here: a file of this folder. */
function isLog(folder: string, name: string): boolean {
  return /^[\w-]+\.log$/.test(name) && factsOf(join(folder, name))?.isFile() === true
}
