/** A load that every client is asked for: so many streams, all begun at once, closed. */
export interface PeerLoad {
  /** Root of the mock server: `http://127.0.0.1:<port>`. */
  readonly server: string
  readonly model: string
  readonly streams: number
  /** Requests that are measured; a whole multiple of the streams where there are several. */
  readonly requests: number
  /** Requests before them, for clients that know a warm-up; null for what they make of themselves. */
  readonly warmUps: number | null
  /** Tokens of an answer. */
  readonly tokens: number
  /** Folder for the files of this one run. */
  readonly folder: string
  /** Folder with a `tokenizer.json`, for clients that want one although the server counts. */
  readonly tokenizer: string
  /** Address of a text, for clients that cut their prompts out of a book. */
  readonly book: string
}

/** How a client is started. */
export interface PeerCommand {
  readonly args: readonly string[]
  readonly env?: Readonly<Record<string, string>>
  readonly cwd?: string
}

/** The means that a client's own results file has. */
export interface PeerFigures {
  readonly requests: number
  readonly ttftMs: number
  readonly tpotMs: number
}

/** A load generator that is set beside the server's own stamps. */
export interface Peer {
  /** Name in the table. */
  readonly name: string
  /** Program that is looked for; of one in Python also the name of its package. */
  readonly program: string
  /** Whether it knows a warm-up, and makes none unasked. */
  readonly warmsUp: boolean
  /** How far its definitions are from ours, and what it was told that matters; a row of the notes. */
  readonly note: string
  /** Writes what it has to read into the load's folder, and says how it is started. */
  command(load: PeerLoad): PeerCommand
  /**
   * The means of its results file.
   * @throws Error where the file has not what it should have
   */
  read(load: PeerLoad): PeerFigures
}
