import { spawn } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { expect, test } from 'vitest'
import { pause } from '../../../../src/clock.ts'
import { startTool } from '../../../../src/machine/meters/energy/meter-child.ts'
import { fakeTool, gone } from './sources/fake-tool.ts'

const source = fileURLToPath(new URL('../../../../src/machine/meters/energy/meter-child.ts', import.meta.url))

/** A tool that writes down its process, and prints for ever. */
function endless(file: string): string {
  return `require('node:fs').writeFileSync(${JSON.stringify(file)}, String(process.pid))
    setInterval(() => process.stdout.write('1\\n'), 20)`
}

/** The process that a tool wrote down, once it has. */
async function pidIn(file: string): Promise<number> {
  for (let tries = 0; tries < 200; tries++) {
    try {
      const pid = Number(readFileSync(file, 'utf8'))
      if (pid > 0) return pid
    } catch {
      // Not yet.
    }
    // oxlint-disable-next-line no-await-in-loop -- it looks again
    await pause(50)
  }
  throw new Error('the tool never started')
}

test.for(['SIGKILL', 'exit'])('a tool ends with the process that reads it, however that ends (%s)', async (way) => {
  const folder = mkdtempSync(join(tmpdir(), 'llm-bench-tool-'))
  const file = join(folder, 'pid')
  const [program, ...parameters] = fakeTool(endless(file))
  const code = `
    const { startTool } = await import(${JSON.stringify(source)})
    const given = ${JSON.stringify({ program, parameters })}
    startTool({ ...given, onLine: () => {}, onEnd: () => {} })
    setTimeout(() => process.exit(0), ${way === 'exit' ? 1500 : 60_000})`
  const reader = spawn(process.execPath, ['--input-type=module', '-e', code], { stdio: 'ignore' })
  const pid = await pidIn(file)
  if (way === 'SIGKILL') reader.kill('SIGKILL')
  await gone(pid)
  expect(pid).toBeGreaterThan(0)
  rmSync(folder, { recursive: true })
})

test('lines come whole, without what no line can be, and the last words of a tool that failed are told', async () => {
  const lines: string[] = []
  const { promise, resolve } = Promise.withResolvers<string>()
  const [program, ...parameters] = fakeTool(`
    process.stdout.write('one\\r\\ntw')
    setTimeout(() => {
      process.stdout.write('o\\n' + 'x'.repeat(100000) + '\\nthree\\n')
      process.stderr.write('no \\u001b[31mdevice\\n')
      process.exitCode = 3
    }, 50)`)
  startTool({ program, parameters, onLine: (line) => void lines.push(line), onEnd: resolve })
  expect(await promise).not.toContain('\u001B')
  expect(lines).toEqual(['one', 'two', 'three'])
})
