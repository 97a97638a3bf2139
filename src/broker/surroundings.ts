import { makeJournalFolder, makeSocketFolder, newLogFile, remove, socketPath } from './run-folder.ts'

/** Folders and limits of the broker, decided by the plugin. */
export interface BrokerSettings {
  /** Folder of the report, absolute. */
  readonly outputDirectory: string
  /** Milliseconds after which a process that nobody uses is stopped. */
  readonly idleMs: number
  /** The cache folder, absolute. */
  readonly cacheDirectory: string
}

/** Sockets, logs and journals of lent processes, by the present configuration. All pools share them. */
export class Surroundings {
  settings: BrokerSettings
  readonly #sockets: string = makeSocketFolder()
  #journal: string | null = null

  constructor(settings: BrokerSettings) {
    this.settings = settings
  }

  /** Path of a process's socket by its id. */
  socketOf(id: string): string {
    return socketPath(this.#sockets, id)
  }

  /** A new file for a process's log. */
  logFile(id: string): string {
    return newLogFile(this.settings.outputDirectory, id)
  }

  /** Folder of this run's journals; null while nothing was measured. */
  get journal(): string | null {
    return this.#journal
  }

  /** Folder of this run's journals, made where it is missing. */
  journalFolder(): string {
    this.#journal ??= makeJournalFolder(this.settings.outputDirectory, new Date())
    return this.#journal
  }

  /** Begins a new run: its journals get a folder of their own. */
  newRun(): void {
    this.#journal = null
  }

  /** Removes the folder of the sockets. */
  remove(): void {
    remove(this.#sockets)
  }
}
