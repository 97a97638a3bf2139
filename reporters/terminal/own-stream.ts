import type { Vitest } from 'vitest/node'
import { nameOf, optionsOf } from './reporter-entry.ts'

/** Reporters whose words on standard output are for people: ours may stand below them. */
const forPeople: ReadonlySet<unknown> = new Set(['default', 'verbose', 'dot', 'tree', 'minimal', 'agent'])
/** Reporters that write for a program, to standard output where they have no file. */
const toFile: ReadonlySet<unknown> = new Set(['json', 'junit'])
const alwaysOutput: ReadonlySet<unknown> = new Set(['tap', 'tap-flat'])

/** The part of a Vitest that {@link ownStream} looks at. */
export interface StreamOwner {
  readonly config: Pick<Vitest['config'], 'reporters' | 'outputFile'>
  readonly logger: Pick<Vitest['logger'], 'outputStream' | 'errorStream'>
}

/**
 * The stream that our words go to: standard output beside a reporter that writes for people, and standard
 * error where somebody may read the output of another one, whole, with a program.
 */
export function ownStream({ config, logger }: StreamOwner): NodeJS.WritableStream {
  const { reporters } = config
  const isForPeople = reporters.some((reporter) => forPeople.has(nameOf(reporter)) || saysSo(reporter))
  const isForProgram = reporters.some((reporter) => writesForProgram(reporter, config.outputFile))
  return isForPeople && !isForProgram ? logger.outputStream : logger.errorStream
}

/** Whether a reporter says by itself that people read it: that of `llm-bench run` does. */
function saysSo(reporter: unknown): boolean {
  return typeof reporter === 'object' && reporter !== null && 'isForPeople' in reporter && reporter.isForPeople === true
}

function writesForProgram(reporter: unknown, outputFile: StreamOwner['config']['outputFile']): boolean {
  const name = nameOf(reporter)
  if (alwaysOutput.has(name)) return true
  if (!toFile.has(name)) return false
  const { stdout, outputFile: own } = optionsOf(reporter)
  const file = own ?? (typeof outputFile === 'object' ? outputFile[name as 'json'] : outputFile)
  return stdout === true && (file === undefined || file === '')
}
