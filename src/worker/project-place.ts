import { relative, sep } from 'node:path'
import { commandBench } from '../package-root.ts'

/** Name Vitest gives the project in which the benches of a project run: `web (bench)`, or `bench` alone. */
const benchProject = /^(?:(.*) \(bench\)|bench)$/

/**
 * Name of a project: its benches, which Vitest runs in one of their own, are of the project too.
 * @param name as Vitest tells it
 * @param benches whether it is the one that Vitest runs the benches in
 */
export function projectName(name: string, benches: boolean): string {
  const match = benches ? benchProject.exec(name) : null
  return match === null ? name : (match[1] ?? '')
}

/**
 * Label of the blob report that a file's tests go into, or came in; null without one.
 * @param meta of the file's task: Vitest keeps the label there on its way through blobs
 */
export function blobLabel(meta: object): string | null {
  const { __vitest_label__: label } = meta as { readonly __vitest_label__?: unknown }
  return typeof label === 'string' ? label : null
}

/**
 * Path of a test file as a report names it: relative to the root of the execution, with `/`. That of `llm-bench run`
 * is this package's own, and has the name of the command wherever that is installed.
 */
export function filePath(root: string, path: string): string {
  if (path.endsWith('command-bench.js') && relative(commandBench(), path) === '') return 'llm-bench run'
  return relative(root, path).split(sep).join('/')
}
