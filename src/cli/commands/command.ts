/** A command of `llm-bench`: its name, its words and its work, in one file. */
export interface Command {
  readonly name: string
  /** Its usage and its purpose as the help prints them: two columns in, no line break at the end. */
  readonly help: string
  /** Words that stand below every command's in the whole help, and below its own; null for none. */
  readonly notes: string | null
  /**
   * Does its work; resolves to the exit code. Modules that it needs are imported here, so that no command
   * loads those of another.
   * @param given words after its name, `--help` excepted
   * @throws LlmBenchError for a wrong call, and where it cannot do its work
   */
  run(given: readonly string[]): Promise<number>
}
