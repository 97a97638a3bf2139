/** A command of `llm-bench`: its name, its words and its work, in one file. */
export interface Command {
  readonly name: string
  /** How it is called and for what, as the help prints it: two columns in, no line break at its end. */
  readonly help: string
  /** Words that stand below every command's in the whole help, and below its own; null for none. */
  readonly notes: string | null
  /**
   * Does its work; resolves to the exit code. What it needs is imported here, so that no command loads
   * that of another.
   * @param given what comes after its name, `--help` excepted
   * @throws LlmBenchError for a wrong call, and where it cannot do what was asked
   */
  run(given: readonly string[]): Promise<number>
}
