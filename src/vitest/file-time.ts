import { readFileSync } from 'node:fs'
import { TestRunner, vi } from 'vitest'
import { findWorkerContext } from '../worker/worker-context.ts'

const imports = /['"]vitest-llm-bench(?:\/fixtures)?['"]/

/** Files that have their time already: what a file sets itself afterwards stands. */
const timed = new WeakSet<object>()

/**
 * Gives the plain test file that is being collected time for a model: Vitest's five seconds are for code,
 * not for what is read from a disk. Called wherever a file is seen to use this package, because where files
 * share their modules an import is evaluated for the first of them only.
 */
export function giveTime(): void {
  const file = currentFile()
  if (file === undefined || timed.has(file)) return
  timed.add(file)
  const context = findWorkerContext()
  if (context === null) return
  const { testTimeout, hookTimeout } = context
  vi.setConfig({ testTimeout, hookTimeout })
}

/** As {@link giveTime}, before anything of the file is evaluated, where its text imports this package. */
export function giveTimeToImporter(): void {
  const path = currentFile()?.filepath
  if (path !== undefined && imports.test(readFileSync(path, 'utf8'))) giveTime()
}

function currentFile(): { readonly filepath: string } | undefined {
  return TestRunner.getCurrentSuite().file
}
