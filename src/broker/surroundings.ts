import { JournalFolder } from './journal-folder.ts'
import { LogFiles } from './log-files.ts'
import { SocketFolder } from './socket-folder.ts'

/** Folders and limits of the broker, decided by the plugin. */
export interface BrokerSettings {
  /** Folder for logs, absolute. */
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
  /** Folders of this run's journals, by the folder of the report. */
  readonly #journals = new Map<string, JournalFolder>()

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

  /** Folder of this run's journals that go with a report; null while nothing was measured for it. */
  journalOf(outputDirectory: string): string | null {
    return this.#journals.get(outputDirectory)?.path ?? null
  }

  /** Folder of this run's journals that go with a report, made where it is missing. */
  journalFolder(outputDirectory: string): string {
    const known = this.#journals.get(outputDirectory)
    const folder = known ?? new JournalFolder(outputDirectory, this.sockets.socket(brokerSocket))
    this.#journals.set(outputDirectory, folder)
    folder.restore()
    return folder.path
  }

  /** Begins a new run: its journals get folders of their own. */
  newRun(): void {
    for (const journal of this.#journals.values()) journal.end()
    this.#journals.clear()
  }

  /** Removes the folder of the sockets, and lets go of what stays. */
  remove(): void {
    for (const journal of this.#journals.values()) journal.end()
    this.#logs.end()
    this.sockets.remove()
  }
}
