import type { OptionsConfig } from '../parameters.ts'

/** Heading under which the list of commands has one. */
export type CommandGroup = 'measure' | 'compare' | 'look'

/** A command of `llm-bench`: its name, its words and its work, in one file. */
export interface Command {
  readonly name: string
  /** Its purpose in the list of commands: one line, without its name. */
  readonly summary: string
  /** Null for one that the list names among the ways to help. */
  readonly group: CommandGroup | null
  /** Options that it reads; a function where they come from a module that only this command needs. */
  readonly options: OptionsConfig | (() => Promise<OptionsConfig>)
  /** Words that may stand first behind its name; left out where these are files or names. */
  readonly words?: readonly string[]
  /** Words that options take as their values, by option; left out for none. */
  readonly choices?: Readonly<Record<string, readonly string[]>>
  /** Its usage and its purpose as the help prints them: two columns in, no line break at the end. */
  readonly help: string
  /** Words that stand below its help; null for none. */
  readonly notes: string | null
  /**
   * Does its work; resolves to the exit code. Modules that it needs are imported here, so that no command
   * loads those of another.
   * @param given words after its name, `--help` excepted
   * @throws LlmBenchError for a wrong call, and where it cannot do its work
   */
  run(given: readonly string[]): Promise<number>
}
