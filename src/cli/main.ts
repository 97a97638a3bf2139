#!/usr/bin/env node
import { requireNode } from '../requirements.ts'
import { failureCode } from './failure-code.ts'

/** The program `llm-bench`: what it runs on is looked at before anything that needs it is read. */
// What a command waits for may keep no process alive: a probe's program, or a meter's.
const awake = setInterval(() => {}, 2 ** 30)
try {
  requireNode()
  const { run } = await import('./run.ts')
  process.exitCode = await run(process.argv.slice(2))
} catch (error) {
  if (!(error instanceof Error && 'code' in error && error.code === 'unsupported-version')) throw error
  process.stderr.write(`llm-bench: ${error.message}\n`)
  process.exitCode = failureCode(process.argv.slice(2), error)
} finally {
  clearInterval(awake)
}
