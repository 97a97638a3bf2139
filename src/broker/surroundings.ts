import { JournalFolder } from './journal-folder.ts'
import { LogFiles } from './log-files.ts'
import { SocketFolder } from './socket-folder.ts'

/** Folders and limits of the broker, decided by the plugin. */
export interface BrokerSettings {
  /** Folder of the report, absolute. */
  readonly outputDirectory: string
  /** Milliseconds after which a process that nobody uses is stopped. */
  readonly idleMs: number
  /** The cache folder, absolute. */
  readonly cacheDirectory: string
}

/** Name of the socket that the broker listens on, by which others see that this process lives. */
export const brokerSocket = 'broker'

/** Sockets, logs and journals of lent processes, by the present configuration. All pools share them. */
export class Surroundings {
  settings: BrokerSettings
  readonly sockets: SocketFolder = new SocketFolder()
  readonly #logs: LogFiles
  #journal: JournalFolder | null = null

  constructor(settings: BrokerSettings) {
    this.settings = settings
    this.#logs = new LogFiles(this.sockets.socket(brokerSocket))
  }

  /** A new file for a process's log. */
  logFile(id: string): string {
    return this.#logs.create(this.settings.outputDirectory, id)
  }

  /** Says that a process that wrote a log has ended. */
  logEnded(path: string): void {
    this.#logs.ended(path)
  }

  /** Folder of this run's journals; null while nothing was measured. */
  get journal(): string | null {
    return this.#journal?.path ?? null
  }

  /** Folder of this run's journals, made where it is missing. */
  journalFolder(): string {
    this.#journal ??= new JournalFolder(this.settings.outputDirectory, this.sockets.socket(brokerSocket))
    this.#journal.restore()
    return this.#journal.path
  }

  /** Begins a new run: its journals get a folder of their own. */
  newRun(): void {
    this.#journal?.end()
    this.#journal = null
  }

  /** Removes the folder of the sockets, and lets go of what stays. */
  remove(): void {
    this.#journal?.end()
    this.#logs.end()
    this.sockets.remove()
  }
}
